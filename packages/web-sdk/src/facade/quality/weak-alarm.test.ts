import { expect, it } from 'vitest'
import type { StreamStatistics } from '../../statistics/index.ts'
import { WeakAlarm, type WeakLimits } from './weak-alarm.ts'

const defaults: WeakLimits = { publish: undefined, subscribe: undefined }
const video = { lostShare: 0, mimeType: undefined, framesPerSecond: 15, width: 640, height: 360, frozenMs: 0 }

function second(atS: number, bitrateBps: number): StreamStatistics {
  return {
    atMs: atS * 1_000,
    direction: 'send',
    roundTripTimeMs: undefined,
    video: { ...video, bitrateBps },
  }
}

function told(bitrates: readonly number[], limits = defaults, isSilent = false): (number | undefined)[] {
  const alarm = new WeakAlarm()
  return bitrates.map((bitrate, atS) => alarm.take({ statistics: second(atS, bitrate), isSilent }, limits))
}

it('tells a stream below 200 kbit/s once it has had time to start, and again after five seconds', () => {
  const sounded = told(Array.from({ length: 13 }, () => 150_000))
  expect(sounded.flatMap((bitrate, atS) => (bitrate === undefined ? [] : [atS]))).toEqual([5, 10])
})

it('does not tell a short dip', () => {
  const bitrates = Array.from({ length: 20 }, (_, atS) => (atS % 4 < 2 ? 10_000 : 500_000))
  expect(told(bitrates).every((bitrate) => bitrate === undefined)).toBe(true)
})

it('goes by the limit that was set', () => {
  const bitrates = Array.from({ length: 8 }, () => 150_000)
  expect(told(bitrates, { publish: 100, subscribe: undefined }).some(Boolean)).toBe(false)
  expect(told(bitrates, { publish: 400, subscribe: undefined }).some(Boolean)).toBe(true)
})

it('does not call weak what is muted', () => {
  expect(
    told(
      Array.from({ length: 20 }, () => 0),
      defaults,
      true,
    ).some(Boolean),
  ).toBe(false)
})
