/** What the times of frames say. Pure. */
import type { SeenFrame } from '../page/index.ts'
import { contains, type Interval, lengthSeconds } from './interval.ts'

/** As webrtc-stats: an interval is judged by the mean of so many before it, once there are a few. */
const meanOver = 30
const fewestForMean = 5
const freezeFactor = 3
const freezeMarginMs = 150

export interface Gap {
  readonly startMs: number
  readonly endMs: number
}

export interface Continuity {
  readonly freezes: readonly Gap[]
  readonly longestGapMs: number
  readonly framesPerSecond: number
}

/** @param times of all frames in order, also of those before the interval: they give the mean */
export function continuity(times: readonly number[], interval: Interval): Continuity {
  const ends = [...times.filter((atMs) => atMs < interval.endMs), interval.endMs]
  const recent: number[] = []
  const freezes: Gap[] = []
  let longestGapMs = 0
  let previous: number | null = null
  for (const [index, atMs] of ends.entries()) {
    const isOpenEnd = index === ends.length - 1
    // Before the first frame nothing was ever shown: frozen from the start.
    const gap = clip({ startMs: previous ?? interval.startMs, endMs: atMs }, interval)
    if (gap) longestGapMs = Math.max(longestGapMs, gap.endMs - gap.startMs)
    if (previous === null) {
      if (gap && gap.endMs - gap.startMs > freezeMarginMs) freezes.push(gap)
    } else {
      const lengthMs = atMs - previous
      if (gap && isFreeze(lengthMs, recent)) freezes.push(gap)
      if (!isOpenEnd) {
        recent.push(lengthMs)
        if (recent.length > meanOver) recent.shift()
      }
    }
    previous = atMs
  }
  const shown = times.filter((atMs) => contains(interval, atMs)).length
  return { freezes, longestGapMs, framesPerSecond: shown / lengthSeconds(interval) }
}

function isFreeze(lengthMs: number, recent: readonly number[]): boolean {
  if (recent.length < fewestForMean) return lengthMs > 1_000
  const mean = recent.reduce((sum, value) => sum + value, 0) / recent.length
  return lengthMs > Math.max(freezeFactor * mean, mean + freezeMarginMs)
}

function clip({ startMs, endMs }: Gap, interval: Interval): Gap | null {
  const clipped = { startMs: Math.max(startMs, interval.startMs), endMs: Math.min(endMs, interval.endMs) }
  return clipped.endMs > clipped.startMs ? clipped : null
}

/** Share of an interval that lies within freezes. */
export function frozenShare(freezes: readonly Gap[], interval: Interval): number {
  const frozenMs = freezes.reduce((sum, freeze) => {
    const within = clip(freeze, interval)
    return sum + (within ? within.endMs - within.startMs : 0)
  }, 0)
  return frozenMs / (interval.endMs - interval.startMs)
}

export interface FrameLatency {
  /** When it was seen. */
  readonly atMs: number
  readonly latencyMs: number
}

/** Clocks agree to less than this, so a frame may seem to arrive before it was sent by as much. */
const clockToleranceMs = 5

/**
 * Pairs frames by number. Numbers come again with each loop of the source: the latest time at which the publisher had
 * it counts, so no latency may be as long as a loop.
 * @returns for each frame of the subscriber that could be paired, in order, and how many of the publisher's frames of
 * the interval were never seen
 */
export function pairFrames(
  sent: readonly SeenFrame[],
  received: readonly SeenFrame[],
  interval: Interval,
): { readonly latencies: readonly FrameLatency[]; readonly missing: number; readonly published: number } {
  const sentTimes = new Map<number, number[]>()
  for (const [number, atMs] of sent) {
    if (number < 0) continue
    const times = sentTimes.get(number) ?? []
    times.push(atMs)
    sentTimes.set(number, times)
  }
  const seen = new Set<number>()
  const latencies: FrameLatency[] = []
  for (const [number, atMs] of received) {
    const sentAtMs = sentTimes.get(number)?.findLast((time) => time <= atMs + clockToleranceMs)
    if (sentAtMs === undefined) continue
    seen.add(sentAtMs)
    if (contains(interval, atMs)) latencies.push({ atMs, latencyMs: atMs - sentAtMs })
  }
  const published = sent.filter(([number, atMs]) => number >= 0 && contains(interval, atMs))
  return {
    latencies,
    published: published.length,
    missing: published.filter(([, atMs]) => !seen.has(atMs)).length,
  }
}
