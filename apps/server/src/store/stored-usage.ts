import type { DayUsage, UsageFigures } from '../usage/day-usage.ts'

/** What was used, by day and app. */
export interface StoredUsage {
  /** Adds to what is there: times and counts are added up, peaks are the highest, people are kept once. All of it or nothing. */
  add(usages: readonly DayUsage[]): Promise<void>
  /** Of these days, both included, the earliest first; days without use have no entry. */
  days(range: UsageRange): Promise<StoredDay[]>
  /** How many people there were in the whole range, each counted once. */
  people(range: UsageRange): Promise<People>
  /** Forgets everything before this day. */
  removeBefore(day: string): Promise<void>
}

export interface UsageRange {
  /** `2026-11-24`. */
  readonly from: string
  readonly to: string
  /** Undefined: all apps together. */
  readonly bizName: string | undefined
}

export interface StoredDay extends UsageFigures {
  readonly day: string
  readonly people: People
}

export interface People {
  /** Who were connected. */
  readonly online: number
  /** Who were in a room. */
  readonly inCall: number
}
