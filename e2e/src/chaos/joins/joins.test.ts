import { netLabObstacle } from '@mrtc/netlab'
import { describe, expect, it } from 'vitest'
import { joinOverLoss, percentile } from './joins.ts'

const obstacle = await netLabObstacle()

/** What a request alone was given before: TCP in its back-off often took longer. */
const acceptableMs = 15_000

describe('joining over a link that loses 40 % of what is sent', () => {
  it.skipIf(obstacle !== null)('succeeds ten times of ten', { timeout: 240_000 }, async () => {
    const reports = await joinOverLoss({ joins: 10, lossShare: 0.4, direction: 'up', seed: 1, sends: false, texts: 0 })
    const joinedMs = reports.map((report) => report.joinedMs)
    console.log(`in the room after ${percentile(joinedMs, 0.5)} ms (p50), ${percentile(joinedMs, 0.95)} ms (p95)`)
    expect(joinedMs.filter((ms) => ms !== undefined)).toHaveLength(10)
    expect(percentile(joinedMs, 1)).toBeLessThan(acceptableMs)
  })
})

describe('a percentile', () => {
  it('counts who never arrived as later than all others', () => {
    expect(percentile([3, 1, 2], 0.5)).toBe(2)
    expect(percentile([3, undefined, 2], 0.95)).toBe(Number.POSITIVE_INFINITY)
  })
})
