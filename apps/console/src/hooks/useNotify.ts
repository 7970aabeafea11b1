import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { useProblemText } from './useProblemText.ts'

/** Short notices on top of the page; screen readers read them out. */
export function useNotify(): { done(message: string): void; failed(error: unknown): void } {
  const { t } = useTranslation()
  const textOf = useProblemText()
  return {
    done: (message) => void notifications.show({ message, color: 'lagoon' }),
    failed: (error) => void notifications.show({ title: t('common.failed'), message: textOf(error), color: 'red' }),
  }
}
