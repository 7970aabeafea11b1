import { Button, Stack } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ProblemAlert, SecretText } from '../../components/index.ts'

export interface RevealedSecretProps {
  readonly label: string
  readonly revealLabel: string
  /** Each call is in the audit log. */
  readonly reveal: () => Promise<string>
}

const iconSize = 16

/** A secret that is fetched when it is asked for, and forgotten when it is hidden or the page is left. */
export const RevealedSecret = ({ label, revealLabel, reveal }: RevealedSecretProps) => {
  const { t } = useTranslation()
  const shown = useMutation({ mutationFn: reveal, gcTime: 0 })
  if (shown.data === undefined) {
    return (
      <Stack align="flex-start">
        {shown.isError ? <ProblemAlert error={shown.error} /> : null}
        <Button
          variant="default"
          leftSection={<IconEye size={iconSize} />}
          loading={shown.isPending}
          onClick={() => shown.mutate()}
          data-testid="reveal"
        >
          {revealLabel}
        </Button>
      </Stack>
    )
  }
  return (
    <Stack align="stretch">
      <SecretText value={shown.data} label={label} testId="secret" />
      <div>
        <Button variant="default" leftSection={<IconEyeOff size={iconSize} />} onClick={() => shown.reset()}>
          {t('apps.hide')}
        </Button>
      </div>
    </Stack>
  )
}
