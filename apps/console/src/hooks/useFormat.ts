import { localeOf, useLanguage } from '@mrtc/ui'
import { useMemo } from 'react'

export interface Format {
  /** Date and time to the minute, in the browser's time zone. */
  time(iso: string): string
  /** To the second. */
  timeExact(iso: string): string
  /** The time of day to the second. */
  clock(iso: string): string
  /** A day as the API has it: 2026-11-24. */
  day(day: string): string
  dayShort(day: string): string
  number(value: number): string
}

/** Dates and numbers in the form of the language. */
export function useFormat(): Format {
  const [language] = useLanguage()
  return useMemo(() => {
    const locale = localeOf[language]
    const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
    const timeExact = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' })
    const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })
    // Days have no time zone: as if at midnight in UTC.
    const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
    const dayShort = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' })
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
    return {
      time: (iso) => time.format(new Date(iso)),
      timeExact: (iso) => timeExact.format(new Date(iso)),
      clock: (iso) => clock.format(new Date(iso)),
      day: (text) => day.format(new Date(text)),
      dayShort: (text) => dayShort.format(new Date(text)),
      number: (value) => number.format(value),
    }
  }, [language])
}
