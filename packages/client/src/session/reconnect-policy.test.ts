import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exponentialBackoff } from './reconnect-policy.ts'

describe('the default reconnect policy', () => {
  it('tries at once, then doubles the wait up to five seconds', () => {
    const policy = exponentialBackoff(() => 0)
    expect([0, 1, 2, 3, 4, 5, 6, 7, 100].map(policy)).toEqual([0, 250, 500, 1000, 2000, 4000, 5000, 5000, 5000])
  })

  it('shortens each wait by chance, by half at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
        const longest = exponentialBackoff(() => 0)(attempt) ?? 0
        const delayMs = exponentialBackoff(() => random)(attempt) ?? Number.NaN
        expect(delayMs).toBeGreaterThanOrEqual(Math.floor(longest / 2))
        expect(delayMs).toBeLessThanOrEqual(longest)
      }),
    )
  })
})
