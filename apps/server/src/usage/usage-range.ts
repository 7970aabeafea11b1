import { DateTime } from 'luxon'
import type { Calendar } from './calendar.ts'

/** Most days at once, and how far back, as the guide's section 5.4 has it. */
export const rangeDaysMax = 30
const yearsBack = 1

export interface DayRange {
  readonly from: string
  readonly to: string
}

export type RangeFault = { readonly field: 'from' | 'to'; readonly reason: string }

/** What is wrong with a range of days; undefined when it can be asked for. */
export function faultOf({ from, to }: DayRange, calendar: Calendar, nowMs: number): RangeFault | undefined {
  const today = calendar.dayOf(nowMs)
  const earliest = at(today).minus({ years: yearsBack }).toISODate() ?? today
  if (from > to) return { field: 'to', reason: `comes before from (${from}).` }
  if (from < earliest) return { field: 'from', reason: `lies more than a year back: give ${earliest} or later.` }
  if (to > today) return { field: 'to', reason: `is yet to come: give ${today} or earlier.` }
  const days = daysOf({ from, to }).length
  if (days <= rangeDaysMax) return undefined
  return { field: 'to', reason: `makes ${days} days: ask for ${rangeDaysMax} at most.` }
}

/** Each day from the first to the last. */
export function daysOf({ from, to }: DayRange): string[] {
  const days: string[] = []
  for (let day = at(from); day <= at(to); day = day.plus({ days: 1 })) days.push(day.toISODate() ?? '')
  return days
}

function at(day: string): DateTime {
  return DateTime.fromISO(day, { zone: 'UTC' })
}
