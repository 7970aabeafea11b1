/** What two samples of the same subscription say about the time between them. Pure. */
import type { SubscriptionSample } from '../page/api.ts'

export interface Measurement {
  /** Who watched. */
  readonly subscriber: string
  /** Who was watched. */
  readonly publisher: string
  readonly fps: number
  readonly width: number
  readonly height: number
  readonly kbps: number
  /** Mean power of the sound relative to full scale, 0-1 (totalAudioEnergy per second). */
  readonly audioEnergy: number
  /** From the moment the later of the two joined to the first frame shown; null when none was. */
  readonly firstFrameMs: number | null
  /** Why this subscription counts as dead; empty when it lives. */
  readonly faults: readonly string[]
}

export interface Interval {
  readonly subscriber: string
  readonly publisher: string
  readonly before: SubscriptionSample | undefined
  /** Undefined where there is no subscription at all. */
  readonly after: SubscriptionSample | undefined
  readonly seconds: number
  /** When the later of the two joined, milliseconds since the epoch. */
  readonly bothJoinedAt: number
}

/** Below this a 15 fps picture counts as standing still. */
const minimumFps = 1

export function measure({ subscriber, publisher, before, after, seconds, bothJoinedAt }: Interval): Measurement {
  if (!after) {
    const nothing = { fps: 0, width: 0, height: 0, kbps: 0, audioEnergy: 0, firstFrameMs: null }
    return { subscriber, publisher, ...nothing, faults: ['not subscribed'] }
  }
  const { video, audio } = after
  const fps = ((video?.framesDecoded ?? 0) - (before?.video?.framesDecoded ?? 0)) / seconds
  const bytes =
    (video?.bytesReceived ?? 0) +
    (audio?.bytesReceived ?? 0) -
    (before?.video?.bytesReceived ?? 0) -
    (before?.audio?.bytesReceived ?? 0)
  const audioEnergy = ((audio?.energy ?? 0) - (before?.audio?.energy ?? 0)) / seconds
  const faults: string[] = []
  if (after.firstFrameAt === null) faults.push('no frame shown')
  else if (fps < minimumFps) faults.push('picture stands still')
  if (audioEnergy <= 0) faults.push('no sound')
  return {
    subscriber,
    publisher,
    fps,
    width: video?.width ?? 0,
    height: video?.height ?? 0,
    kbps: (bytes * 8) / 1000 / seconds,
    audioEnergy,
    firstFrameMs: after.firstFrameAt === null ? null : Math.max(0, after.firstFrameAt - bothJoinedAt),
    faults,
  }
}

/** The nearest-rank percentile; null of nothing. */
export function percentile(values: readonly number[], percent: number): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length))
  return sorted[rank - 1] ?? null
}
