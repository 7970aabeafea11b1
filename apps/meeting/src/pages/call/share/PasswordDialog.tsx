import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useStore } from '@mrtc/react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCall } from '../CallContext.ts'

/** Asks for the password of a PDF that is protected. */
export const PasswordDialog = () => {
  const { t } = useTranslation()
  const { shares } = useCall()
  const locked = useStore(shares.locked)
  const [password, setPassword] = useState('')
  const close = () => {
    setPassword('')
    shares.forgetLocked()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (password === '') return
    void shares.unlock(password)
    setPassword('')
  }
  return (
    <Modal
      opened={locked !== undefined}
      centered
      title={t('share.password.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      onClose={close}
      data-testid="password-dialog"
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            type="password"
            label={t('share.password.label', { name: locked?.file.name ?? '' })}
            value={password}
            data-autofocus
            data-testid="password-input"
            onChange={(event) => setPassword(event.currentTarget.value)}
            {...(locked?.wasWrong && password === '' ? { error: t('share.password.wrong') } : {})}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('app.cancel')}
            </Button>
            <Button type="submit" disabled={password === ''} data-testid="password-open">
              {t('share.password.open')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
