import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useApi } from '../../api/index.ts'
import { FormDialog } from '../../components/index.ts'
import { useNotify } from '../../hooks/useNotify.ts'
import { useAppsChanged } from './app-queries.ts'

const nameLengthMax = 64

export const CreateAppDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const notify = useNotify()
  const changed = useAppsChanged()
  const [, navigate] = useLocation()
  const [name, setName] = useState('')
  const [appId, setAppId] = useState('')
  const [workspaceId, setWorkspaceId] = useState('default')
  const create = async () => {
    const created = await client.createApp({
      body: { name: name.trim(), workspaceId: workspaceId.trim(), ...(appId === '' ? {} : { appId: appId.trim() }) },
    })
    await changed()
    notify.done(t('apps.created', { name: created.name }))
    navigate(`/apps/${created.bizName}`)
  }
  return (
    <FormDialog
      title={t('apps.createTitle')}
      hint={t('apps.createHint')}
      submitLabel={t('common.create')}
      isComplete={name.trim() !== '' && workspaceId.trim() !== ''}
      onSubmit={create}
      onClose={onClose}
    >
      <TextInput
        label={t('apps.name')}
        description={t('apps.nameHint')}
        maxLength={nameLengthMax}
        required
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-testid="app-name"
      />
      <TextInput
        label={t('apps.appId')}
        description={t('apps.appIdHint')}
        maxLength={nameLengthMax}
        value={appId}
        onChange={(event) => setAppId(event.currentTarget.value)}
      />
      <TextInput
        label={t('apps.workspaceId')}
        description={t('apps.workspaceIdHint')}
        maxLength={nameLengthMax}
        required
        value={workspaceId}
        onChange={(event) => setWorkspaceId(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
