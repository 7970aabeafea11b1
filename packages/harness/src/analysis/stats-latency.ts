/** Where the milliseconds from glass to glass are, by the parts of the way that getStats and the pages know. */
import type { Metrics } from '../result/index.ts'
import { type ClientView, readings, type StatsReading, type SubscriptionView } from './client-view.ts'
import { growth } from './counter.ts'
import { contains, type Interval } from './interval.ts'
import { mean, ratio, scaled } from './statistics.ts'

export interface LatencyInput {
  readonly publisher: ClientView
  readonly subscriber: ClientView
  readonly view: SubscriptionView
  readonly interval: Interval
  /** By barcodes, mean. */
  readonly glassToGlassMs: number | null
}

/** Each a mean, in milliseconds; null where it is not known. */
export function latencyFigures({ publisher, subscriber, view, interval, glassToGlassMs }: LatencyInput): Metrics {
  const sent = publisher.publicationStats
  const meanMs = (stats: readonly StatsReading[], sum: string, count: string) =>
    scaled(ratio(growth(readings(stats, sum), interval), growth(readings(stats, count), interval)), 1_000)
  const encode = meanMs(sent, 'video.totalEncodeTime', 'video.framesEncoded')
  const send = meanMs(sent, 'video.totalPacketSendDelay', 'video.packetsSent')
  const uplink = halfRoundTripMs(sent, interval)
  const downlink = halfRoundTripMs(view.stats, interval) ?? halfRoundTripMs(subscriber.publicationStats, interval)
  const buffer = meanMs(view.stats, 'video.jitterBufferDelay', 'video.jitterBufferEmittedCount')
  const decode = meanMs(view.stats, 'video.totalDecodeTime', 'video.framesDecoded')
  // From the first packet of a frame to the end of its decoding.
  const processing = meanMs(view.stats, 'video.totalProcessingDelay', 'video.framesDecoded')
  const known = sumOf([encode, send, uplink, downlink, buffer, decode])
  return {
    latencyByStats: sumOf([encode, send, uplink, downlink, processing]),
    stageCapture: meanMs(sent, 'page.captureDelay', 'page.framesCaptured'),
    stageEncode: encode,
    stageSend: send,
    stageUplink: uplink,
    stageDownlink: downlink,
    stageBuffer: buffer,
    stageDecode: decode,
    stageRest: known === null || glassToGlassMs === null ? null : glassToGlassMs - known,
    stageRender: meanMs(view.stats, 'page.renderDelay', 'page.framesShown'),
  }
}

/** Null when a part is not known. */
function sumOf(parts: readonly (number | null)[]): number | null {
  return parts.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0 as number | null)
}

function halfRoundTripMs(stats: readonly StatsReading[], interval: Interval): number | null {
  const values = readings(stats, 'path.currentRoundTripTime').filter(({ atMs }) => contains(interval, atMs))
  return scaled(mean(values.map(({ value }) => value)), 1_000 / 2)
}
