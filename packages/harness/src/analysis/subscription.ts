/** What one client got of another. */
import type { Metrics, SeriesName, SubscriptionResult } from '../result/index.ts'
import { type ClientView, readings, type SubscriptionView, subscriptionView } from './client-view.ts'
import { growth } from './counter.ts'
import { continuity, type FrameLatency, frozenShare, pairFrames } from './frames.ts'
import { contains, type Interval, lengthSeconds, secondsOf } from './interval.ts'
import type { PictureQuality } from './picture-quality.ts'
import { type HarmfulEvent, mediaBackSeconds, recoverySeconds } from './recovery.ts'
import { pairChirps, timedChirps } from './sound.ts'
import { mean, median, percentile, ratio, scaled } from './statistics.ts'
import { latencyFigures } from './stats-latency.ts'

export interface SubscriptionInput {
  readonly subscriber: ClientView
  readonly publisher: ClientView
  readonly interval: Interval
  /** Of the events that recovery is measured from. */
  readonly harmfulEvents: readonly HarmfulEvent[]
  /** What the emulator lost of the packets from one to the other. */
  readonly lostShare: number | null
  /** Of the snapshots, in their order. */
  readonly pictures: readonly PictureQuality[]
}

export interface SubscriptionFigures {
  readonly result: SubscriptionResult
  readonly audioLatencyMs: number | null
}

export function subscriptionFigures(input: SubscriptionInput): SubscriptionFigures {
  const { subscriber, publisher, interval, pictures, harmfulEvents } = input
  const view = subscriptionView(subscriber, publisher.recording.name)
  const frameTimes = view.frames.map(([, atMs]) => atMs)
  const hasFrames = frameTimes.length > 0 || subscriber.recording.kind === 'chromium'
  const flow = continuity(frameTimes, interval)
  const pairs = pairFrames(publisher.publishedFrames, view.frames, interval)
  const chirps = chirpLatencies(view, publisher, interval)
  const latencies = pairs.latencies.map(({ latencyMs }) => latencyMs)
  const audioLatencies = chirps.map(({ latencyMs }) => latencyMs)
  const grown = (name: string) => growth(readings(view.stats, name), interval)
  const seconds = lengthSeconds(interval)
  const [videoP50, audioP50] = [median(latencies), median(audioLatencies)]
  const concealedIn = (within: Interval) => concealedShare(view, within)
  const signals = { frameTimes, concealedShare: concealedIn }
  const metrics: Metrics = {
    videoLatencyP50: videoP50,
    videoLatencyP95: percentile(latencies, 95),
    audioLatencyP50: audioP50,
    audioLatencyP95: percentile(audioLatencies, 95),
    lipSync: videoP50 === null || audioP50 === null ? null : audioP50 - videoP50,
    fps: hasFrames ? flow.framesPerSecond : ratio(grown('video.framesDecoded'), seconds),
    frozenShare: hasFrames ? 100 * frozenShare(flow.freezes, interval) : null,
    freezeCount: hasFrames ? flow.freezes.length : null,
    longestGap: hasFrames ? flow.longestGapMs : null,
    missingFrames: hasFrames ? scaled(ratio(pairs.missing, pairs.published), 100) : null,
    frameHeight: median(
      readings(view.stats, 'video.frameHeight')
        .filter(({ atMs }) => contains(interval, atMs))
        .map(({ value }) => value),
    ),
    videoBitrate: scaled(grown('video.bytesReceived'), 8 / 1_000 / seconds),
    audioBitrate: scaled(grown('audio.bytesReceived'), 8 / 1_000 / seconds),
    ssim: mean(pictures.map(({ ssim }) => ssim)),
    psnr: mean(pictures.map(({ psnrDb }) => psnrDb)),
    concealedShare: scaled(concealedIn(interval), 100),
    packetsLostShare: scaled(input.lostShare, 100),
    firstFrame: firstFrameMs(view, subscriber, publisher),
    recovery: longest(harmfulEvents.map(({ atMs }) => recoverySeconds(atMs, interval.endMs, signals))),
    mediaBack: longest(harmfulEvents.map((event) => mediaBackSeconds(event, interval.endMs, signals))),
    ...latencyFigures({ publisher, subscriber, view, interval, glassToGlassMs: mean(latencies) }),
  }
  return {
    audioLatencyMs: audioP50,
    result: {
      subscriber: subscriber.recording.name,
      publisher: publisher.recording.name,
      metrics,
      series: subscriptionSeries(view, interval, { ...flow, latencies: pairs.latencies, chirps, hasFrames }),
      raw: secondsOf(interval).map((second) => view.stats.findLast(({ atMs }) => contains(second, atMs))?.stats ?? {}),
    },
  }
}

function chirpLatencies(view: SubscriptionView, publisher: ClientView, interval: Interval): FrameLatency[] {
  if (!publisher.microphone || !view.sound) return []
  return pairChirps(timedChirps(publisher.microphone, 'end'), timedChirps(view.sound, 'start'), interval)
}

function concealedShare(view: SubscriptionView, interval: Interval): number | null {
  const of = (name: string) => growth(readings(view.stats, name), interval)
  // Silent ones too: what is concealed for long fades to silence, and no speaker of a trial is ever silent so long.
  return ratio(of('audio.concealedSamples'), of('audio.totalSamplesReceived'))
}

function firstFrameMs(view: SubscriptionView, subscriber: ClientView, publisher: ClientView): number | null {
  const shownAt = view.drains.find(({ drain }) => drain.firstFrameShownAt !== null)?.drain.firstFrameShownAt
  const startedAt = subscriber.drains.at(-1)?.times.startedAt
  if (shownAt === undefined || shownAt === null || startedAt === undefined) return null
  // Who publishes last is waited for, and what is measured is from when it had something to show.
  const publishedAt = (publisher.drains.at(-1)?.times.publishStartedAt ?? 0) - publisher.offsetMs
  return shownAt - subscriber.offsetMs - Math.max(startedAt - subscriber.offsetMs, publishedAt)
}

function longest(durations: readonly (number | null)[]): number | null {
  const known = durations.filter((duration) => duration !== null)
  return known.length === 0 ? null : Math.max(...known)
}

interface SeriesInput {
  readonly freezes: readonly { startMs: number; endMs: number }[]
  readonly latencies: readonly FrameLatency[]
  readonly chirps: readonly FrameLatency[]
  readonly hasFrames: boolean
}

function subscriptionSeries(
  view: SubscriptionView,
  interval: Interval,
  { freezes, latencies, chirps, hasFrames }: SeriesInput,
): Partial<Record<SeriesName, (number | null)[]>> {
  const seconds = secondsOf(interval)
  const each = (value: (second: Interval) => number | null) => seconds.map(value)
  const within = (list: readonly FrameLatency[], second: Interval) =>
    list.filter(({ atMs }) => contains(second, atMs)).map(({ latencyMs }) => latencyMs)
  const grown = (name: string, second: Interval) => growth(readings(view.stats, name), second)
  const perSecond = (name: string, by: number) =>
    each((second) => scaled(grown(name, second), by / lengthSeconds(second)))
  const quotient = (name: string, of: string, by: number) =>
    each((second) => scaled(ratio(grown(name, second), grown(of, second)), by))
  return {
    videoLatency: each((second) => median(within(latencies, second))),
    videoLatencyMax: each((second) => percentile(within(latencies, second), 100)),
    audioLatency: each((second) => median(within(chirps, second))),
    fps: hasFrames
      ? each((second) => view.frames.filter(([, atMs]) => contains(second, atMs)).length / lengthSeconds(second))
      : perSecond('video.framesDecoded', 1),
    ...(hasFrames ? { frozen: each((second) => 100 * frozenShare(freezes, second)) } : {}),
    frameHeight: each(
      (second) =>
        readings(view.stats, 'video.frameHeight').findLast(({ atMs }) => contains(second, atMs))?.value ?? null,
    ),
    videoBitrate: perSecond('video.bytesReceived', 8 / 1_000),
    audioBitrate: perSecond('audio.bytesReceived', 8 / 1_000),
    concealed: each((second) => scaled(concealedShare(view, second), 100)),
    videoJitterBuffer: quotient('video.jitterBufferDelay', 'video.jitterBufferEmittedCount', 1_000),
    audioJitterBuffer: quotient('audio.jitterBufferDelay', 'audio.jitterBufferEmittedCount', 1_000),
    nacks: perSecond('video.nackCount', 1),
    keyFrameRequests: perSecond('video.pliCount', 1),
  }
}
