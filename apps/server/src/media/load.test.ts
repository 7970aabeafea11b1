import { expect, test } from 'vitest'
import { leastLoaded } from './load.ts'

test('a new room goes to the worker with the fewest tracks', () => {
  const busy = { tracksByRoom: [40] }
  const calm = { tracksByRoom: [10, 10] }
  expect(leastLoaded([busy, calm])).toBe(calm)
})

test('rooms that have no tracks yet count for what they will have', () => {
  const newRooms = { tracksByRoom: [0, 0, 0] }
  const oneCall = { tracksByRoom: [8] }
  expect(leastLoaded([newRooms, oneCall])).toBe(oneCall)
})

test('of equals the first is taken, of none none', () => {
  const first = { tracksByRoom: [] }
  expect(leastLoaded([first, { tracksByRoom: [] }])).toBe(first)
  expect(leastLoaded([])).toBeUndefined()
})
