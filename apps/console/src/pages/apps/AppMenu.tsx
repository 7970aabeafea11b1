import { ActionIcon, Menu, TextInput } from '@mantine/core'
import { IconDots, IconPencil, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type App, useApi } from '../../api/index.ts'
import { ConfirmDialog, FormDialog } from '../../components/index.ts'
import { useNotify } from '../../hooks/useNotify.ts'
import { useAppsChanged } from './app-queries.ts'

const iconSize = 16
const nameLengthMax = 64

type Asked = 'rename' | 'switch'

/** What can be done to a call app as a whole. */
export const AppMenu = ({ app }: { readonly app: App }) => {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Asked>()
  const onClose = () => setAsked(undefined)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${t('common.actions')}: ${app.name}`}
            data-testid="app-menu"
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={iconSize} />} onClick={() => setAsked('rename')}>
            {t('apps.rename')}
          </Menu.Item>
          <Menu.Item
            leftSection={app.enabled ? <IconPlayerStop size={iconSize} /> : <IconPlayerPlay size={iconSize} />}
            onClick={() => setAsked('switch')}
            data-testid="switch-app"
          >
            {t(app.enabled ? 'apps.disable' : 'apps.enable')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asked === 'rename' ? <RenameDialog app={app} onClose={onClose} /> : null}
      {asked === 'switch' ? <SwitchDialog app={app} onClose={onClose} /> : null}
    </>
  )
}

interface DialogProps {
  readonly app: App
  readonly onClose: () => void
}

const RenameDialog = ({ app, onClose }: DialogProps) => {
  const { t } = useTranslation()
  const notify = useNotify()
  const change = useChange(app)
  const [name, setName] = useState(app.name)
  const rename = async () => {
    const { name: renamed } = await change({ name: name.trim() })
    notify.done(t('apps.renamed', { name: renamed }))
  }
  return (
    <FormDialog
      title={t('apps.renameTitle')}
      submitLabel={t('common.save')}
      isComplete={name.trim() !== ''}
      onSubmit={rename}
      onClose={onClose}
    >
      <TextInput
        label={t('apps.name')}
        maxLength={nameLengthMax}
        required
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

const SwitchDialog = ({ app, onClose }: DialogProps) => {
  const { t } = useTranslation()
  const notify = useNotify()
  const change = useChange(app)
  const { name, enabled } = app
  const toggle = async () => {
    await change({ enabled: !enabled })
    notify.done(t(enabled ? 'apps.disabledNow' : 'apps.enabledNow', { name }))
  }
  return (
    <ConfirmDialog
      title={t(enabled ? 'apps.disableTitle' : 'apps.enableTitle', { name })}
      hint={t(enabled ? 'apps.disableHint' : 'apps.enableHint')}
      confirmLabel={t(enabled ? 'apps.disable' : 'apps.enable')}
      isDangerous={enabled}
      onConfirm={toggle}
      onClose={onClose}
    />
  )
}

function useChange({ bizName }: App) {
  const { client } = useApi()
  const changed = useAppsChanged()
  return async (body: { readonly name?: string; readonly enabled?: boolean }): Promise<App> => {
    const app = await client.changeApp({ path: { bizName }, body })
    await changed()
    return app
  }
}
