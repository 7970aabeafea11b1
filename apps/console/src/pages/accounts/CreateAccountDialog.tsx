import { TextInput } from '@mantine/core'
import type { Role } from '@mrtc/protocol/api'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/index.ts'
import { FormDialog } from '../../components/index.ts'
import { useNotify } from '../../hooks/useNotify.ts'
import { passwordLengthMin } from '../session/new-password.ts'
import { generatePassword } from './generate-password.ts'
import { PasswordField } from './PasswordField.tsx'
import { RoleSelect } from './RoleSelect.tsx'

const nameLengthMax = 64
const nameForm = /^[a-zA-Z0-9][a-zA-Z0-9_.@-]+$/

export const CreateAccountDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const queries = useQueryClient()
  const notify = useNotify()
  const [name, setName] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const [password, setPassword] = useState(generatePassword)
  const isName = nameForm.test(name)
  const create = async () => {
    const created = await client.createAccount({
      body: { name, role, password, ...(displayName.trim() === '' ? {} : { displayName: displayName.trim() }) },
    })
    await queries.invalidateQueries({ queryKey: ['accounts'] })
    notify.done(t('accounts.created', { name: created.name }))
  }
  return (
    <FormDialog
      title={t('accounts.create')}
      submitLabel={t('common.create')}
      isComplete={isName && password.length >= passwordLengthMin}
      onSubmit={create}
      onClose={onClose}
    >
      <TextInput
        label={t('accounts.name')}
        description={t('accounts.nameHint')}
        autoComplete="off"
        maxLength={nameLengthMax}
        required
        data-autofocus
        value={name}
        error={name !== '' && !isName ? t('accounts.nameHint') : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
        data-testid="account-name"
      />
      <TextInput
        label={t('accounts.displayName')}
        maxLength={nameLengthMax}
        value={displayName}
        onChange={(event) => setDisplayName(event.currentTarget.value)}
      />
      <RoleSelect value={role} onChange={setRole} />
      <PasswordField value={password} onChange={setPassword} />
    </FormDialog>
  )
}
