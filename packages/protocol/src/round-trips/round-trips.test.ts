import { describe, expect, it } from 'vitest'
import { baseRttOf, type RoundTrips, remember } from './round-trips.ts'

/** Round trips on a machine that has other things to do: up to 12 ms late, and 40 now and then. */
const lateness = [0, 3, 8, 1, 12, 5, 2, 40, 0, 6, 9, 2, 4]

/** A path that is told second by second. */
class Path {
  remembered: RoundTrips = []
  #seconds = 0

  spends(seconds: number, rttMs: (second: number) => number, lossShare = 0): this {
    for (let n = 0; n < seconds; n++) {
      const lateMs = lateness[this.#seconds++ % lateness.length] ?? 0
      this.remembered = remember(this.remembered, { rttMs: rttMs(n) + lateMs, lossShare })
    }
    return this
  }

  get baseMs() {
    return baseRttOf(this.remembered)
  }
}

const steady = (rttMs: number) => () => rttMs
const usual = () => new Path().spends(30, steady(50))

describe('the length of a path', () => {
  it('is the shortest round trip', () => {
    expect(baseRttOf([])).toBe(0)
    expect(usual().baseMs).toBe(50)
  })

  it.each([50, 100, 150])('follows a step up of %i ms that stays flat within seven seconds', (stepMs) => {
    expect(usual().spends(7, steady(50 + stepMs)).baseMs).toBeGreaterThanOrEqual(50 + stepMs)
  })

  it('follows a network that has changed, with some seconds of late answers in between', () => {
    const path = usual().spends(3, (second) => 400 - 90 * second)
    expect(path.spends(9, steady(120)).baseMs).toBeGreaterThanOrEqual(120)
  })

  it('waits longer for what loses packets as before, and for a long rise', () => {
    const lossy = new Path().spends(30, steady(50), 0.12).spends(8, steady(100), 0.12)
    expect(lossy.baseMs).toBe(50)
    expect(lossy.spends(6, steady(100), 0.12).baseMs).toBeGreaterThanOrEqual(100)
    const distant = usual().spends(8, steady(600))
    expect(distant.baseMs).toBe(50)
    expect(distant.spends(6, steady(600)).baseMs).toBeGreaterThanOrEqual(600)
  })

  it('follows a step down at once', () => {
    expect(new Path().spends(30, steady(150)).spends(1, steady(60)).baseMs).toBeLessThan(150)
  })
})

describe('a queue', () => {
  it.each([5, 15, 40])('that grows by %i ms a second is not taken for a path', (growthMs) => {
    expect(usual().spends(40, (second) => 50 + growthMs * (second + 1)).baseMs).toBe(50)
  })

  it('that swings with congestion control is not', () => {
    expect(usual().spends(60, (second) => 130 + 25 * (second % 5)).baseMs).toBe(50)
  })

  it('that is full and overflows is not', () => {
    expect(usual().spends(60, steady(350), 0.1).baseMs).toBe(50)
  })

  it('that drains is not', () => {
    expect(usual().spends(12, (second) => 400 - 20 * second).baseMs).toBe(50)
  })
})
