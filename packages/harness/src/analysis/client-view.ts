/** A client's recording with all times by our clock. */
import type { Drain, RawStats, SeenFrame, SubscriptionDrain } from '../page/index.ts'
import type { ClientRecording } from '../run/recording.ts'
import type { Reading } from './counter.ts'
import { joinSound, type Track } from './sound.ts'

export interface StatsReading {
  readonly atMs: number
  readonly stats: RawStats
}

export interface ClientView {
  readonly recording: ClientRecording
  readonly drains: readonly Drain[]
  readonly offsetMs: number
  readonly publicationStats: readonly StatsReading[]
  readonly publishedFrames: readonly SeenFrame[]
  readonly microphone: Track | null
}

export function clientView(recording: ClientRecording): ClientView {
  const { drains, clock } = recording
  const publications = drains.flatMap(({ publication }) => publication ?? [])
  return {
    recording,
    drains,
    offsetMs: clock.offsetMs,
    publicationStats: drains.flatMap(({ atMs, publication }) =>
      publication ? [{ atMs: atMs - clock.offsetMs, stats: publication.stats }] : [],
    ),
    publishedFrames: publications.flatMap(({ frames }) => shifted(frames, clock.offsetMs)),
    microphone: joinSound(
      publications.flatMap(({ sound }) => sound ?? []),
      clock.offsetMs,
    ),
  }
}

/** What a client wrote down of one publisher, in order; a feed that came back after a loss goes on. */
export interface SubscriptionView {
  readonly drains: readonly { readonly atMs: number; readonly drain: SubscriptionDrain }[]
  readonly stats: readonly StatsReading[]
  readonly frames: readonly SeenFrame[]
  readonly sound: Track | null
}

export function subscriptionView({ drains, offsetMs }: ClientView, publisher: string): SubscriptionView {
  const own = drains.flatMap((drain) =>
    drain.subscriptions
      .filter(({ uid }) => uid === publisher)
      .map((subscription) => ({ atMs: drain.atMs - offsetMs, drain: subscription })),
  )
  return {
    drains: own,
    stats: own.map(({ atMs, drain }) => ({ atMs, stats: drain.stats })),
    frames: own.flatMap(({ drain }) => shifted(drain.frames, offsetMs)).sort((a, b) => a[1] - b[1]),
    sound: joinSound(
      own.flatMap(({ drain }) => drain.sound ?? []),
      offsetMs,
    ),
  }
}

function shifted(frames: readonly SeenFrame[], offsetMs: number): SeenFrame[] {
  return frames.map(([number, atMs]) => [number, atMs - offsetMs])
}

export function readings(stats: readonly StatsReading[], name: string): Reading[] {
  return stats.flatMap(({ atMs, stats: values }) => {
    const value = values[name]
    return typeof value === 'number' ? [{ atMs, value }] : []
  })
}
