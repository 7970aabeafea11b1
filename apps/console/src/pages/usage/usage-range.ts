/** Ranges of days that usage is asked for (guide 5.4): 30 days at most, within a year. Days as 2026-11-24. */

export const rangeNames = ['today', 'yesterday', 'week', 'month', 'custom'] as const
export type RangeName = (typeof rangeNames)[number]

export const rangeDaysMax = 30
const weekDays = 7
const yearDays = 365
const dayMs = 24 * 60 * 60 * 1_000

export interface DayRange {
  readonly from: string
  readonly to: string
}

export const isRangeName = (text: string | undefined): text is RangeName => rangeNames.some((name) => name === text)

/** Days have no time zone: as if at midnight in UTC. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, '2026-11-24'.length)

/** @param today of the server */
export function rangeOf(name: Exclude<RangeName, 'custom'>, today: string): DayRange {
  switch (name) {
    case 'today':
      return { from: today, to: today }
    case 'yesterday': {
      const day = addDays(today, -1)
      return { from: day, to: day }
    }
    case 'week':
      return { from: addDays(today, 1 - weekDays), to: today }
    case 'month':
      return { from: addDays(today, 1 - rangeDaysMax), to: today }
  }
}

const isDay = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))

/** What was chosen as far as it can be asked for; undefined: it cannot. */
export function customRange(from: string | undefined, to: string | undefined, today: string): DayRange | undefined {
  if (!isDay(from) || !isDay(to)) return undefined
  const isOfAYear = from >= addDays(today, -yearDays) && to <= today
  return isOfAYear && from <= to && to < addDays(from, rangeDaysMax) ? { from, to } : undefined
}
