import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Account, useApi } from '../../api/index.ts'
import { ConfirmDialog, FormDialog } from '../../components/index.ts'
import { useNotify } from '../../hooks/useNotify.ts'
import { useSession } from '../../session/index.ts'
import { passwordLengthMin } from '../session/new-password.ts'
import { generatePassword } from './generate-password.ts'
import { PasswordField } from './PasswordField.tsx'
import { RoleSelect } from './RoleSelect.tsx'

export type AccountAction = 'edit' | 'switch' | 'resetPassword' | 'delete'

interface DialogProps {
  readonly account: Account
  readonly onClose: () => void
}

/** What can be done to an account. */
export const AccountDialog = ({ action, ...props }: DialogProps & { readonly action: AccountAction }) => {
  switch (action) {
    case 'edit':
      return <EditDialog {...props} />
    case 'switch':
      return <SwitchDialog {...props} />
    case 'resetPassword':
      return <ResetDialog {...props} />
    case 'delete':
      return <DeleteDialog {...props} />
  }
}

/** Tells what was done, and has the lists fetched anew. */
function useDone(): (message: string) => Promise<void> {
  const queries = useQueryClient()
  const notify = useNotify()
  return async (message) => {
    await queries.invalidateQueries({ queryKey: ['accounts'] })
    notify.done(message)
  }
}

const EditDialog = ({ account, onClose }: DialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const { account: own } = useSession()
  const done = useDone()
  const { accountId, name } = account
  const [displayName, setDisplayName] = useState(account.displayName)
  const [role, setRole] = useState(account.role)
  const isOwn = accountId === own.accountId
  const save = async () => {
    const body = { displayName: displayName.trim(), ...(isOwn ? {} : { role }) }
    await client.changeAccount({ path: { accountId }, body })
    await done(t('accounts.changed', { name }))
  }
  return (
    <FormDialog
      title={t('accounts.editTitle', { name })}
      submitLabel={t('common.save')}
      isComplete={displayName.trim() !== ''}
      onSubmit={save}
      onClose={onClose}
    >
      <TextInput
        label={t('accounts.displayName')}
        required
        data-autofocus
        value={displayName}
        onChange={(event) => setDisplayName(event.currentTarget.value)}
      />
      <RoleSelect value={role} onChange={setRole} isDisabled={isOwn} />
    </FormDialog>
  )
}

const SwitchDialog = ({ account: { accountId, name, enabled }, onClose }: DialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const done = useDone()
  return (
    <ConfirmDialog
      title={t(enabled ? 'accounts.disableTitle' : 'accounts.enableTitle', { name })}
      hint={t(enabled ? 'accounts.disableHint' : 'accounts.enableHint')}
      confirmLabel={t(enabled ? 'accounts.disable' : 'accounts.enable')}
      isDangerous={enabled}
      onConfirm={async () => {
        await client.changeAccount({ path: { accountId }, body: { enabled: !enabled } })
        await done(t('accounts.changed', { name }))
      }}
      onClose={onClose}
    />
  )
}

const ResetDialog = ({ account: { accountId, name }, onClose }: DialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const done = useDone()
  const [password, setPassword] = useState(generatePassword)
  return (
    <FormDialog
      title={t('accounts.resetTitle', { name })}
      hint={t('accounts.resetHint')}
      submitLabel={t('accounts.resetPassword')}
      isComplete={password.length >= passwordLengthMin}
      onSubmit={async () => {
        await client.resetPassword({ path: { accountId }, body: { password } })
        await done(t('accounts.reset', { name }))
      }}
      onClose={onClose}
    >
      <PasswordField value={password} onChange={setPassword} />
    </FormDialog>
  )
}

const DeleteDialog = ({ account: { accountId, name }, onClose }: DialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const done = useDone()
  return (
    <ConfirmDialog
      title={t('accounts.deleteTitle', { name })}
      hint={t('accounts.deleteHint')}
      confirmLabel={t('common.delete')}
      isDangerous
      onConfirm={async () => {
        await client.deleteAccount({ path: { accountId } })
        await done(t('accounts.deleted', { name }))
      }}
      onClose={onClose}
    />
  )
}
