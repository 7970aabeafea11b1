import { expect, it } from 'vitest'
import { growth } from './counter.ts'

const readings = [
  { atMs: 1_000, value: 100 },
  { atMs: 2_000, value: 200 },
  { atMs: 4_000, value: 600 },
]

it('spreads growth evenly between readings', () => {
  expect(growth(readings, { startMs: 1_500, endMs: 3_000 })).toBe(50 + 200)
})

it('knows nothing of a time without readings', () => {
  expect(growth(readings, { startMs: 5_000, endMs: 6_000 })).toBeNull()
  expect(growth(readings.slice(0, 1), { startMs: 0, endMs: 9_000 })).toBeNull()
})

it('takes a smaller value for a counter that began again', () => {
  const restarted = [...readings, { atMs: 5_000, value: 30 }]
  expect(growth(restarted, { startMs: 4_000, endMs: 5_000 })).toBe(30)
})
