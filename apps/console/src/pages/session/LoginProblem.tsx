import { Alert } from '@mantine/core'
import { IconAlertTriangle, IconClock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { problemIn, retryAfterSeconds } from '../../api/index.ts'
import { useProblemText } from '../../hooks/useProblemText.ts'
import { useSecondsSince } from '../../hooks/useSecondsSince.ts'

/** Why a login failed; counts down while the account is locked. */
export const LoginProblem = ({ error, failedAtMs }: { readonly error: unknown; readonly failedAtMs: number }) => {
  const { t } = useTranslation()
  const textOf = useProblemText()
  const problem = problemIn(error)
  const lockedSeconds = retryAfterSeconds(problem)
  const passed = useSecondsSince(failedAtMs)
  if (problem.code !== 'LOGIN_LOCKED' || lockedSeconds === undefined) {
    return (
      <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden="true" />} data-testid="login-problem">
        {textOf(error)}
      </Alert>
    )
  }
  const left = Math.max(0, lockedSeconds - passed)
  return (
    <Alert color="yellow" variant="light" icon={<IconClock aria-hidden="true" />} data-testid="login-locked">
      {left > 0 ? <span aria-live="off">{t('session.lockedFor', { seconds: left })}</span> : t('session.unlocked')}
    </Alert>
  )
}
