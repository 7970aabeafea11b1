/**
 * How a stream fares, each second and in one form for all browsers: `watchStatistics` of a publication or subscription
 * of `@mrtc/client`. The pure part, from two reports to figures, is `stream-statistics.ts`.
 */
export type { AudioStatistics, StreamStatistics, VideoStatistics } from './stream-statistics.ts'
export { type ReportedStream, type StatisticsWatch, watchStatistics } from './watch-statistics.ts'
