/**
 * Usage: what was used of each app on each day (guide section 5.4), counted from what happens and kept in the store.
 * `usage-meter.ts` counts and knows neither clock nor store.
 */
export { type Calendar, calendarOf, isTimeZone } from './calendar.ts'
export { type CallClass, callClasses } from './call-class.ts'
export type { DayUsage } from './day-usage.ts'
export { usageCsv } from './usage-csv.ts'
export { UsageKeeper } from './usage-keeper.ts'
export { UsageMeter } from './usage-meter.ts'
export { faultOf, rangeDaysMax } from './usage-range.ts'
export { type UsageReport, type UsageTotals, usageReport } from './usage-report.ts'
