/** What two samples of a page say about the time between them. Pure. */
import type { PulseSample } from './pulse.ts'

export interface TileFigures {
  /** How everybody is shown. */
  readonly shown: string
  readonly pageFps: number
  /** Of the time, in tasks of more than 50 ms. */
  readonly longTaskShare: number
  readonly streamsDecoded: number
  /** Of those that are decoded. */
  readonly streamFps: number
  /** Of those that are decoded, by width of the picture. */
  readonly widths: Readonly<Record<number, number>>
  readonly receivedKbps: number
  /** By all publishers together. */
  readonly sentKbps: number
  /** Of Chromium, per cent of one core. */
  readonly cpuPercent: number
}

export interface TileSample {
  readonly pulse: PulseSample
  readonly sentBytes: number
  readonly cpuSeconds: number
}

/** A stream of fewer pictures a second stands still. */
const movingFps = 0.5

export function figuresBetween(shown: string, before: TileSample, after: TileSample): TileFigures {
  const seconds = (after.pulse.atMs - before.pulse.atMs) / 1_000
  const perSecond = (value: (sample: TileSample) => number) => (value(after) - value(before)) / seconds
  const earlier = new Map(before.pulse.streams.map((stream) => [stream.id, stream]))
  const moving = after.pulse.streams
    .map((stream) => ({
      width: stream.width,
      fps: (stream.framesDecoded - (earlier.get(stream.id)?.framesDecoded ?? 0)) / seconds,
    }))
    .filter(({ fps }) => fps >= movingFps)
  const widths: Record<number, number> = {}
  for (const { width } of moving) widths[width] = (widths[width] ?? 0) + 1
  const kbps = (bytes: number) => (bytes * 8) / 1_000
  return {
    shown,
    pageFps: perSecond(({ pulse }) => pulse.frames),
    longTaskShare: perSecond(({ pulse }) => pulse.longTaskMs) / 1_000,
    streamsDecoded: moving.length,
    streamFps: moving.length === 0 ? 0 : moving.reduce((total, { fps }) => total + fps, 0) / moving.length,
    widths,
    receivedKbps: kbps(
      perSecond(({ pulse }) => pulse.streams.reduce((sum, { bytesReceived }) => sum + bytesReceived, 0)),
    ),
    sentKbps: kbps(perSecond(({ sentBytes }) => sentBytes)),
    cpuPercent: perSecond(({ cpuSeconds }) => cpuSeconds) * 100,
  }
}
