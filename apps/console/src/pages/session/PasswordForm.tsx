import { Button, Group, PasswordInput, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../components/index.ts'
import { useNotify } from '../../hooks/useNotify.ts'
import { useSession, useSessionChanges } from '../../session/index.ts'
import { faultOfNewPassword, passwordLengthMin } from './new-password.ts'

const nothing = { current: '', next: '', repeated: '' }

/** Changes the own password. */
export const PasswordForm = () => {
  const { t } = useTranslation()
  const { account } = useSession()
  const { changePassword } = useSessionChanges()
  const notify = useNotify()
  const [typed, setTyped] = useState(nothing)
  const [wasSent, setWasSent] = useState(false)
  const fault = faultOfNewPassword(typed.next, typed.repeated)
  const change = useMutation({
    mutationFn: () => changePassword(typed.current, typed.next),
    onSuccess: () => {
      setTyped(nothing)
      setWasSent(false)
      notify.done(t('session.passwordChanged'))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setWasSent(true)
    if (fault === undefined) change.mutate()
  }
  const shown = wasSent ? fault : undefined
  return (
    <form onSubmit={submit}>
      <Stack maw={400}>
        {/* So that password managers know whose it is. */}
        <input type="text" name="username" autoComplete="username" value={account.name} readOnly hidden />
        <PasswordInput
          label={t('session.currentPassword')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={typed.current}
          onChange={({ currentTarget: { value } }) => setTyped((before) => ({ ...before, current: value }))}
          data-testid="current-password"
        />
        <PasswordInput
          label={t('session.newPassword')}
          description={t('session.passwordRule', { length: passwordLengthMin })}
          autoComplete="new-password"
          required
          withAsterisk={false}
          value={typed.next}
          error={shown === 'short' ? t('session.passwordShort', { length: passwordLengthMin }) : undefined}
          onChange={({ currentTarget: { value } }) => setTyped((before) => ({ ...before, next: value }))}
          data-testid="new-password"
        />
        <PasswordInput
          label={t('session.repeatPassword')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          value={typed.repeated}
          error={shown === 'different' ? t('session.passwordsDiffer') : undefined}
          onChange={({ currentTarget: { value } }) => setTyped((before) => ({ ...before, repeated: value }))}
          data-testid="repeat-password"
        />
        {change.isError ? <ProblemAlert error={change.error} /> : null}
        <Group>
          <Button type="submit" loading={change.isPending} data-testid="change-password">
            {t('session.changePassword')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
