import { Button, Group, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../components/index.ts'
import { passwordLengthMin } from '../session/new-password.ts'
import { generatePassword } from './generate-password.ts'

export interface PasswordFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A password for somebody else: legible, as it has to be passed on. */
export const PasswordField = ({ value, onChange }: PasswordFieldProps) => {
  const { t } = useTranslation()
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <TextInput
        label={t('accounts.password')}
        description={t('accounts.passwordHint', { length: passwordLengthMin })}
        autoComplete="off"
        spellCheck={false}
        required
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        flex={1}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        data-testid="first-password"
      />
      <CopyButton value={value} label={t('accounts.password')} />
      <Button variant="default" onClick={() => onChange(generatePassword())}>
        {t('accounts.generate')}
      </Button>
    </Group>
  )
}
