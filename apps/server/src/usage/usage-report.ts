import type { People, StoredDay, StoredUsage, UsageRange } from '../store/stored-usage.ts'
import { type CallClass, callClasses } from './call-class.ts'
import type { UsageFigures } from './day-usage.ts'
import { daysOf } from './usage-range.ts'

export interface UsageTotals extends UsageFigures {
  /** Each person once, however many days. */
  readonly people: People
}

export interface UsageReport {
  readonly totals: UsageTotals
  /** All of them, the earliest first. */
  readonly days: readonly StoredDay[]
}

/** What was used in a range of days, by day and altogether (guide section 5.4). */
export async function usageReport(store: StoredUsage, range: UsageRange): Promise<UsageReport> {
  const [used, people] = await Promise.all([store.days(range), store.people(range)])
  const days = daysOf(range).map((day) => used.find((one) => one.day === day) ?? unused(day))
  const sum = (of: (day: StoredDay) => number) => days.reduce((total, day) => total + of(day), 0)
  const most = (of: (day: StoredDay) => number) => days.reduce((peak, day) => Math.max(peak, of(day)), 0)
  const totals = {
    callMs: Object.fromEntries(callClasses.map((name) => [name, sum(({ callMs }) => callMs[name])])) as Record<
      CallClass,
      number
    >,
    onlineMs: sum(({ onlineMs }) => onlineMs),
    publishMs: sum(({ publishMs }) => publishMs),
    subscribeMs: sum(({ subscribeMs }) => subscribeMs),
    rooms: sum(({ rooms }) => rooms),
    peaks: {
      rooms: most(({ peaks }) => peaks.rooms),
      online: most(({ peaks }) => peaks.online),
      inCall: most(({ peaks }) => peaks.inCall),
    },
    people,
  }
  return { totals, days }
}

function unused(day: string): StoredDay {
  return {
    day,
    callMs: { audio: 0, '360P': 0, '540P': 0, '720P': 0, '1080P': 0 },
    onlineMs: 0,
    publishMs: 0,
    subscribeMs: 0,
    rooms: 0,
    peaks: { rooms: 0, online: 0, inCall: 0 },
    people: { online: 0, inCall: 0 },
  }
}
