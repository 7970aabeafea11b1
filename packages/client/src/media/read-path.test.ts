import { expect, it } from 'vitest'
import { arrivalsBetween, emptyReading, readPath, roundTripMsOf } from './read-path.ts'

const report = (...stats: object[]): RTCStatsReport => new Map(stats.map((stat, n) => [`${n}`, stat]))
const pair = (fields: object) => ({ id: 'pair', type: 'candidate-pair', ...fields })
const now = 100_000

it('hears what arrived since the reading before, and when', () => {
  const before = readPath([report(pair({ bytesReceived: 10 }))])
  const same = readPath([report(pair({ bytesReceived: 10, responsesReceived: 1 }))])
  expect(arrivalsBetween(before, same, now)).toEqual({ heardAt: undefined, isChecked: true })
  const more = readPath([report(pair({ bytesReceived: 11, lastPacketReceivedTimestamp: now - 70 }))])
  expect(arrivalsBetween(before, more, now)).toEqual({ heardAt: now - 70, isChecked: false })
})

it('takes a check for answered only on the pair that carries media', () => {
  const other = pair({ id: 'other', responsesReceived: 1 })
  const on = (selectedCandidatePairId: string) =>
    readPath([report({ id: 't', type: 'transport', selectedCandidatePairId }, pair({}), other)])
  expect(arrivalsBetween(emptyReading, on('other'), now).isChecked).toBe(true)
  expect(arrivalsBetween(emptyReading, on('pair'), now).isChecked).toBe(false)
})

it('takes the time of the reading where the platform does not tell that of the packet, or one in the future', () => {
  const untimed = readPath([report(pair({ bytesReceived: 1 }))])
  const future = readPath([report(pair({ bytesReceived: 1, lastPacketReceivedTimestamp: now + 5 }))])
  for (const reading of [untimed, future]) expect(arrivalsBetween(emptyReading, reading, now).heardAt).toBe(now)
})

it('counts a pair that took the place of another from nothing', () => {
  const before = readPath([report(pair({ id: 'old', bytesReceived: 5_000 }))])
  const idle = readPath([report(pair({ id: 'new', bytesReceived: 0 }))])
  const after = readPath([report(pair({ id: 'new', bytesReceived: 3 }))])
  expect(arrivalsBetween(before, idle, now).heardAt).toBeUndefined()
  expect(arrivalsBetween(before, after, now).heardAt).toBe(now)
})

it('tells transports apart whose pairs have the same id, also while one of them carries nothing', () => {
  const before = readPath([undefined, report(pair({ bytesReceived: 9 }))])
  const after = readPath([report(pair({ bytesReceived: 2 })), report(pair({ bytesReceived: 9 }))])
  expect(arrivalsBetween(before, after, now).heardAt).toBe(now)
})

it('knows the longest round trip, in milliseconds', () => {
  expect(roundTripMsOf(readPath([report(pair({})), report({ id: 't', type: 'transport' })]))).toBeUndefined()
  const two = readPath([report(pair({ currentRoundTripTime: 0.05 })), report(pair({ currentRoundTripTime: 0.2 }))])
  expect(roundTripMsOf(two)).toBeCloseTo(200)
})
