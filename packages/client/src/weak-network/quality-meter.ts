/** From two reports of all media, some seconds apart, to what the server is told of quality. */
import { type FeedQuality, limits, type QualityReport, type SubscriptionQuality } from '@mrtc/protocol'
import { grown, lossOf, readDownlink, readUplink, type Stat, type StatsSnapshot } from './read-stats.ts'

/** What belongs to a feed or subscription. */
export interface TracksOf {
  /** Of the feed or subscription. */
  readonly id: string
  readonly trackIds: readonly string[]
}

export interface MediaSnapshot {
  readonly atMs: number
  /** Undefined while there is no such transport. */
  readonly sent: StatsSnapshot | undefined
  readonly received: StatsSnapshot | undefined
  readonly feeds: readonly TracksOf[]
  readonly subscriptions: readonly TracksOf[]
}

/**
 * Types of webrtc-stats, and those of platforms without it: these count for quality alone, and nothing is decided by them.
 */
const outboundTypes: ReadonlySet<string> = new Set(['outbound-rtp', 'outbound-media'])
const inboundTypes: ReadonlySet<string> = new Set(['inbound-rtp', 'inbound-media'])

const bitsPerByte = 8
const msPerSecond = 1_000
const everyMs = limits.qualityReportEveryMs

/** Reports each ten seconds, while anything is sent or received. */
export class QualityMeter {
  #begun: MediaSnapshot | undefined

  sample(now: MediaSnapshot): QualityReport | undefined {
    const begun = this.#begun
    // A machine that slept measured nothing meanwhile.
    if (begun === undefined || now.atMs - begun.atMs > limits.qualityPeriodMs) {
      this.#begun = now
      return undefined
    }
    if (now.atMs - begun.atMs < everyMs) return undefined
    this.#begun = now
    return measure(begun, now)
  }
}

function measure(begun: MediaSnapshot, now: MediaSnapshot): QualityReport | undefined {
  const periodMs = Math.round(now.atMs - begun.atMs)
  const up = now.sent && measureUp({ before: begun.sent ?? new Map(), after: now.sent, periodMs }, now.feeds)
  const down =
    now.received &&
    measureDown({ before: begun.received ?? new Map(), after: now.received, periodMs }, now.subscriptions)
  const { feeds = [] } = up ?? {}
  const { subscriptions = [] } = down ?? {}
  if (feeds.length === 0 && subscriptions.length === 0) return undefined
  return { periodMs, ...(up && { up: up.path }), ...(down && { down: down.path }), feeds, subscriptions }
}

interface Period {
  readonly before: StatsSnapshot
  readonly after: StatsSnapshot
  readonly periodMs: number
}

function measureUp(period: Period, feeds: readonly TracksOf[]) {
  const { before, after } = period
  const { packets, lostPackets, rttMs } = readUplink(before, after)
  const streams = [...after.values()].filter(({ type }) => outboundTypes.has(type))
  const trackOf = ({ trackIdentifier, mediaSourceId = '' }: Stat) =>
    trackIdentifier ?? after.get(mediaSourceId)?.trackIdentifier
  return {
    path: {
      bitrateBps: bitrateOf(streams, 'bytesSent', period),
      lossShare: share(lostPackets, packets),
      ...rtt(rttMs),
    },
    feeds: feeds.map(({ id, trackIds }): FeedQuality => {
      const own = streams.filter((stat) => trackIds.includes(trackOf(stat) ?? ''))
      const bitrateBps = bitrateOf(own, 'bytesSent', period)
      return { feedId: id, bitrateBps, ...pictureOf(own, 'framesEncoded', period) }
    }),
  }
}

function measureDown(period: Period, subscriptions: readonly TracksOf[]) {
  const { before, after } = period
  const { packets, lostPackets, rttMs, jitterMs } = readDownlink(before, after)
  const streams = [...after.values()].filter(({ type }) => inboundTypes.has(type))
  return {
    path: {
      bitrateBps: bitrateOf(streams, 'bytesReceived', period),
      lossShare: share(lostPackets, packets),
      jitterMs: Math.min(jitterMs, limits.qualityTimeMs),
      ...rtt(rttMs),
    },
    subscriptions: subscriptions.map(({ id, trackIds }): SubscriptionQuality => {
      const own = streams.filter(({ trackIdentifier = '' }) => trackIds.includes(trackIdentifier))
      const losses = own.map((stat) => lossOf(stat, before.get(stat.id)))
      return {
        subscriptionId: id,
        bitrateBps: bitrateOf(own, 'bytesReceived', period),
        lossShare: share(
          sum(losses, (one) => one.lostPackets),
          sum(losses, (one) => one.packets),
        ),
        ...jitterOf(own),
        ...frozenOf(own, period),
        ...concealedOf(own, period),
        ...pictureOf(own, 'framesDecoded', period),
      }
    }),
  }
}

function bitrateOf(streams: readonly Stat[], counter: 'bytesSent' | 'bytesReceived', { before, periodMs }: Period) {
  const bytes = sum(streams, (stat) => Math.max(0, grown(stat, before.get(stat.id), counter)))
  return Math.min(Math.round((bytes * bitsPerByte * msPerSecond) / periodMs), limits.qualityBitrateBps)
}

/** Of the largest that runs: a feed may be sent in several sizes. */
function pictureOf(streams: readonly Stat[], counter: 'framesEncoded' | 'framesDecoded', { before, periodMs }: Period) {
  const running = streams
    .map((stat) => ({ stat, frames: grown(stat, before.get(stat.id), counter) }))
    .filter(({ stat, frames }) => frames > 0 && stat.frameWidth !== undefined && stat.frameHeight !== undefined)
    .sort((a, b) => (b.stat.frameHeight ?? 0) - (a.stat.frameHeight ?? 0))
  const [largest] = running
  if (largest === undefined) return {}
  return {
    framesPerSecond: Math.min((largest.frames * msPerSecond) / periodMs, limits.qualityFramesPerSecond),
    widthPx: largest.stat.frameWidth,
    heightPx: largest.stat.frameHeight,
  }
}

function jitterOf(streams: readonly Stat[]) {
  // Pictures come in bursts of packets, which is no fault of the network: sound tells.
  const sound = streams.find(({ kind }) => kind === 'audio')
  return sound?.jitter === undefined ? {} : { jitterMs: Math.min(sound.jitter * msPerSecond, limits.qualityTimeMs) }
}

function frozenOf(streams: readonly Stat[], { before, periodMs }: Period) {
  const video = streams.find(({ totalFreezesDuration }) => totalFreezesDuration !== undefined)
  if (video === undefined) return {}
  const last = before.get(video.id)
  // A freeze is counted when it is over: one that goes on shows in pictures that do not come of packets that do.
  const isFrozen = grown(video, last, 'framesDecoded') === 0 && grown(video, last, 'packetsReceived') > 0
  const frozenMs = grown(video, last, 'totalFreezesDuration') * msPerSecond
  return { frozenShare: isFrozen ? 1 : share(frozenMs, periodMs) }
}

function concealedOf(streams: readonly Stat[], { before }: Period) {
  const audio = streams.find(({ totalSamplesReceived }) => totalSamplesReceived !== undefined)
  if (audio === undefined) return {}
  const last = before.get(audio.id)
  // Silence that nobody sends is made up as well, and nobody misses it.
  const concealed = grown(audio, last, 'concealedSamples') - grown(audio, last, 'silentConcealedSamples')
  return { concealedShare: share(concealed, grown(audio, last, 'totalSamplesReceived')) }
}

function rtt(rttMs: number | undefined) {
  return rttMs === undefined ? {} : { rttMs: Math.min(Math.max(0, rttMs), limits.qualityTimeMs) }
}

/** From 0 to 1. */
function share(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.min(1, Math.max(0, part / whole))
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
