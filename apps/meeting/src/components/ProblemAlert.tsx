import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../problems/problem.ts'

/** What went wrong and what to do, where a person looks. */
export const ProblemAlert = ({ problem }: { readonly problem: Problem }) => {
  const { t } = useTranslation()
  return (
    <Alert
      color="red"
      role="alert"
      icon={<IconAlertTriangle size={20} />}
      title={t(`problem.${problem.key}.title`)}
      data-testid="problem"
      data-problem={problem.key}
    >
      {t(`problem.${problem.key}.hint`)}
      {problem.code === undefined ? null : (
        <Text size="xs" c="dimmed" mt={4}>
          {t('app.details', { code: problem.code })}
        </Text>
      )}
    </Alert>
  )
}
