import { describe, expect, it } from 'vitest'
import type { SeenFrame } from '../page/index.ts'
import { continuity, frozenShare, pairFrames } from './frames.ts'

const interval = { startMs: 10_000, endMs: 20_000 }
/** 10 frames a second from 5 s on, without those between `from` and `to`. */
const steady = (from = 0, to = 0) =>
  Array.from({ length: 150 }, (_, n) => 5_000 + n * 100).filter((atMs) => atMs <= from || atMs >= to)

describe('continuity', () => {
  it('sees no freeze in a steady flow', () => {
    expect(continuity(steady(), interval)).toEqual({ freezes: [], longestGapMs: 100, framesPerSecond: 10 })
  })

  it('counts a gap of more than three intervals, whole', () => {
    const { freezes, longestGapMs } = continuity(steady(12_000, 13_000), interval)
    expect(freezes).toEqual([{ startMs: 12_000, endMs: 13_000 }])
    expect(longestGapMs).toBe(1_000)
    expect(frozenShare(freezes, interval)).toBeCloseTo(0.1)
  })

  it('leaves a gap alone that is only a little long', () => {
    expect(continuity(steady(12_000, 12_300), interval).freezes).toEqual([])
  })

  it('counts a gap that is still open at the end, and only what lies within the interval', () => {
    expect(continuity(steady(18_000, 90_000), interval).freezes).toEqual([{ startMs: 18_000, endMs: 20_000 }])
    expect(continuity(steady(8_000, 11_000), interval).freezes).toEqual([{ startMs: 10_000, endMs: 11_000 }])
  })

  it('takes no frame at all for frozen from beginning to end', () => {
    const { freezes, framesPerSecond } = continuity([], interval)
    expect(frozenShare(freezes, interval)).toBe(1)
    expect(framesPerSecond).toBe(0)
  })
})

describe('pairs of frames', () => {
  const sent: SeenFrame[] = Array.from({ length: 200 }, (_, n) => [n % 50, 5_000 + n * 100])

  it('gives the latency of every frame, also over the seam of the loop', () => {
    const received = sent.map(([number, atMs]): SeenFrame => [number, atMs + 130])
    const { latencies, missing } = pairFrames(sent, received, interval)
    expect(latencies).toHaveLength(100)
    expect(latencies.every(({ latencyMs }) => latencyMs === 130)).toBe(true)
    expect(missing).toBe(0)
  })

  it('counts what never came, and does not pair what had no barcode', () => {
    const received = sent.map(([number, atMs]): SeenFrame => [number % 10 === 0 ? -1 : number, atMs + 130])
    const { latencies, missing, published } = pairFrames(sent, received, interval)
    expect(latencies).toHaveLength(90)
    expect([missing, published]).toEqual([10, 100])
  })
})
