/** Glass to glass by another method: the parts of the way that getStats knows, added up. */
import { type ClientView, readings, type StatsReading, type SubscriptionView } from './client-view.ts'
import { growth } from './counter.ts'
import { contains, type Interval } from './interval.ts'
import { mean, ratio } from './statistics.ts'

/** Milliseconds; null where a part is not known. */
export function latencyByStats(
  publisher: ClientView,
  subscriber: ClientView,
  view: SubscriptionView,
  interval: Interval,
): number | null {
  const sent = publisher.publicationStats
  const parts = [
    meanOf(sent, 'video.totalEncodeTime', 'video.framesEncoded', interval),
    meanOf(sent, 'video.totalPacketSendDelay', 'video.packetsSent', interval),
    halfRoundTrip(sent, interval),
    halfRoundTrip(view.stats, interval) ?? halfRoundTrip(subscriber.publicationStats, interval),
    // From the first packet of a frame to the end of its decoding.
    meanOf(view.stats, 'video.totalProcessingDelay', 'video.framesDecoded', interval),
  ]
  if (parts.some((part) => part === null)) return null
  return parts.reduce<number>((sum, part) => sum + (part ?? 0), 0) * 1_000
}

function meanOf(stats: readonly StatsReading[], sum: string, count: string, interval: Interval): number | null {
  return ratio(growth(readings(stats, sum), interval), growth(readings(stats, count), interval))
}

function halfRoundTrip(stats: readonly StatsReading[], interval: Interval): number | null {
  const values = readings(stats, 'path.currentRoundTripTime').filter(({ atMs }) => contains(interval, atMs))
  const roundTrip = mean(values.map(({ value }) => value))
  return roundTrip === null ? null : roundTrip / 2
}
