import { describe, expect, it } from 'vitest'
import type { Interval } from './interval.ts'
import { mediaBackSeconds, recoverySeconds } from './recovery.ts'

const eventMs = 10_000
const frames = (from: number, to: number) =>
  Array.from({ length: 300 }, (_, n) => n * 100).filter((atMs) => atMs < from || atMs >= to)
const silent = () => 0

describe('recovery', () => {
  it('is the end of the first good second after the outage', () => {
    const seconds = recoverySeconds(eventMs, 30_000, { frameTimes: frames(10_000, 13_000), concealedShare: silent })
    // Eight frames of ten are enough, so the good second may begin 0.2 s early.
    expect(seconds).toBeCloseTo(3.8, 5)
  })

  it('waits for sound as well', () => {
    const concealedShare = ({ startMs }: Interval) => (startMs >= 10_000 && startMs < 15_000 ? 0.5 : 0)
    expect(recoverySeconds(eventMs, 30_000, { frameTimes: frames(0, 0), concealedShare })).toBeCloseTo(6, 5)
  })

  it('is nothing when nothing was harmed', () => {
    expect(recoverySeconds(eventMs, 30_000, { frameTimes: frames(0, 0), concealedShare: silent })).toBe(0)
  })

  it('is all the time that was left when the call never came back', () => {
    expect(recoverySeconds(eventMs, 30_000, { frameTimes: frames(10_000, 40_000), concealedShare: silent })).toBe(20)
  })

  it('is unknown where there was no picture before', () => {
    expect(recoverySeconds(eventMs, 30_000, { frameTimes: [], concealedShare: silent })).toBeNull()
  })
})

describe('media back', () => {
  const signals = { frameTimes: frames(10_000, 16_500), concealedShare: silent }

  it('counts from the network being there again to the beginning of the good second', () => {
    expect(mediaBackSeconds({ atMs: eventMs, awayMs: 5_000 }, 30_000, signals)).toBeCloseTo(1.3, 5)
  })

  it('counts from the event where the network never went', () => {
    expect(mediaBackSeconds({ atMs: eventMs, awayMs: 0 }, 30_000, signals)).toBeCloseTo(6.3, 5)
  })

  it('is nothing when nobody noticed', () => {
    const unharmed = { frameTimes: frames(0, 0), concealedShare: silent }
    expect(mediaBackSeconds({ atMs: eventMs, awayMs: 300 }, 30_000, unharmed)).toBe(0)
  })

  it('is the time that was left when it never came', () => {
    const dead = { frameTimes: frames(10_000, 40_000), concealedShare: silent }
    expect(mediaBackSeconds({ atMs: eventMs, awayMs: 5_000 }, 30_000, dead)).toBe(15)
  })
})
