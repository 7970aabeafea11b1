import { useTranslation } from 'react-i18next'
import { useFormat } from './useFormat.ts'

const minuteSeconds = 60
const hourSeconds = 60 * minuteSeconds

/** Seconds in the unit that a person would use. */
export function useDurationText(): (seconds: number) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return (seconds) => {
    if (seconds < minuteSeconds) return t('usage.seconds', { value: format.number(Math.round(seconds)) })
    if (seconds < hourSeconds) return t('usage.minutes', { value: format.number(seconds / minuteSeconds) })
    return t('usage.hours', { value: format.number(seconds / hourSeconds) })
  }
}
