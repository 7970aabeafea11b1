import { expect, test } from 'vitest'
import { failuresAfterDeath, restartDelayMs } from './restart.ts'

test('a worker is replaced almost at once, then ever later, but never later than half a minute', () => {
  expect([1, 2, 3, 4].map(restartDelayMs)).toEqual([50, 100, 200, 400])
  expect(restartDelayMs(1_000)).toBe(30_000)
})

test('a worker that lived for a minute does not pay for those before it', () => {
  expect(failuresAfterDeath(5, 59_999)).toBe(6)
  expect(failuresAfterDeath(5, 60_000)).toBe(1)
})
