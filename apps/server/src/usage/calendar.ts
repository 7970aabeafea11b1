import { DateTime, IANAZone } from 'luxon'

/** Days of one time zone, as usage is counted in. */
export interface Calendar {
  /** `2026-11-24`. */
  dayOf(atMs: number): string
  /** Of the day that follows, in milliseconds since 1970: 23 to 25 hours after the last one where clocks change. */
  nextDayStartsAt(atMs: number): number
}

export function isTimeZone(name: string): boolean {
  return IANAZone.isValidZone(name)
}

/** @param timeZone an IANA name, `Asia/Shanghai` */
export function calendarOf(timeZone: string): Calendar {
  const at = (ms: number) => DateTime.fromMillis(ms, { zone: timeZone })
  return {
    dayOf: (ms) => at(ms).toFormat('yyyy-MM-dd'),
    nextDayStartsAt: (ms) => at(ms).plus({ days: 1 }).startOf('day').toMillis(),
  }
}
