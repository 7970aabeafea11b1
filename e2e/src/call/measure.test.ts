import { describe, expect, it } from 'vitest'
import type { SubscriptionSample } from '../page/api.ts'
import { measure, percentile } from './measure.ts'

const sample = (frames: number, bytes: number, energy: number, firstFrameAt: number | null): SubscriptionSample => ({
  feedId: 'f',
  uid: 'bob',
  video: { framesDecoded: frames, width: 640, height: 360, bytesReceived: bytes, freezeCount: 0 },
  audio: { energy, bytesReceived: 0, concealedSamples: 0, totalSamples: 0 },
  firstFrameAt,
})
const between = (before: SubscriptionSample | undefined, after: SubscriptionSample | undefined) =>
  measure({ subscriber: 'alice', publisher: 'bob', before, after, seconds: 10, bothJoinedAt: 1_000 })

describe('a measured subscription', () => {
  it('gives rates over the interval, not since the beginning', () => {
    const result = between(sample(100, 50_000, 1, 1_200), sample(250, 800_000, 3, 1_200))
    expect(result).toMatchObject({ fps: 15, kbps: 600, audioEnergy: 0.2, firstFrameMs: 200, faults: [] })
  })

  it('is dead when the picture stands still, also if it moved before', () => {
    expect(between(sample(100, 0, 1, 1_200), sample(105, 0, 2, 1_200)).faults).toEqual(['picture stands still'])
  })

  it('is dead without sound, without a first frame, or without a subscription', () => {
    expect(between(sample(0, 0, 1, 1_200), sample(150, 0, 1, 1_200)).faults).toEqual(['no sound'])
    expect(between(undefined, sample(0, 0, 1, null)).faults).toEqual(['no frame shown'])
    expect(between(undefined, undefined).faults).toEqual(['not subscribed'])
  })
})

describe('the percentile', () => {
  it('is the nearest rank', () => {
    const values = [5, 1, 4, 2, 3]
    expect(percentile(values, 50)).toBe(3)
    expect(percentile(values, 95)).toBe(5)
    expect(percentile([], 50)).toBeNull()
  })
})
