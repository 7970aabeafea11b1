import { stringify } from 'csv-stringify/sync'
import type { StoredDay } from '../store/stored-usage.ts'
import { callClasses } from './call-class.ts'

const msPerSecond = 1_000

/** A line a day after one with names; times in whole seconds. RFC 4180. */
export function usageCsv(days: readonly StoredDay[]): string {
  return stringify(
    days.map((day) => ({
      day: day.day,
      ...Object.fromEntries(
        callClasses.map((name) => [`call_seconds_${name.toLowerCase()}`, seconds(day.callMs[name])]),
      ),
      online_seconds: seconds(day.onlineMs),
      publish_seconds: seconds(day.publishMs),
      subscribe_seconds: seconds(day.subscribeMs),
      rooms: day.rooms,
      rooms_peak: day.peaks.rooms,
      people_online: day.people.online,
      people_in_calls: day.people.inCall,
      people_online_peak: day.peaks.online,
      people_in_calls_peak: day.peaks.inCall,
    })),
    { header: true, record_delimiter: 'windows' },
  )
}

function seconds(ms: number): number {
  return Math.round(ms / msPerSecond)
}
