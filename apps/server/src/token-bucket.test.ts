import { expect, test } from 'vitest'
import { TokenBucket } from './token-bucket.ts'

test('a bucket allows its burst at once and its rate after that', () => {
  const bucket = new TokenBucket({ perSecond: 10, burst: 3 }, 0)
  expect([0, 0, 0, 0].map((nowMs) => bucket.take(nowMs))).toEqual([true, true, true, false])
  expect(bucket.waitMs()).toBe(100)
  expect(bucket.take(99)).toBe(false)
  expect(bucket.take(100)).toBe(true)
  expect(bucket.take(100)).toBe(false)
})

test('a bucket never holds more than its burst', () => {
  const bucket = new TokenBucket({ perSecond: 10, burst: 2 }, 0)
  expect(bucket.take(1_000_000, 3)).toBe(false)
  expect(bucket.isFull(1_000_000)).toBe(true)
  expect(bucket.take(1_000_000, 2)).toBe(true)
  expect(bucket.isFull(1_000_100)).toBe(false)
})
