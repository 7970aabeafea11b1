import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { problemIn } from '../api/index.ts'
import { useProblemText } from '../hooks/useProblemText.ts'

export interface ProblemAlertProps {
  readonly error: unknown
  readonly onRetry?: () => void
}

/** What went wrong, in words, with what can be done about it. */
export const ProblemAlert = ({ error, onRetry }: ProblemAlertProps) => {
  const { t } = useTranslation()
  const textOf = useProblemText()
  const { requestId } = problemIn(error)
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden="true" />}
      title={t('common.failed')}
      styles={{ title: { color: 'var(--mantine-color-error)' } }}
      data-testid="problem"
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{textOf(error)}</Text>
        {requestId === undefined ? null : (
          <Text size="xs" c="dimmed">
            {t('common.requestId', { id: requestId })}
          </Text>
        )}
        {onRetry === undefined ? null : (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        )}
      </Stack>
    </Alert>
  )
}
