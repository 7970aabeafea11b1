import { expect, test } from 'vitest'
import { CpuMeter } from './cpu-meter.ts'

test('a meter tells the share of a core between the last two readings', () => {
  const meter = new CpuMeter()
  meter.read({ cpuSeconds: 10, atMs: 1_000 })
  expect(meter.percent).toBe(0)
  meter.read({ cpuSeconds: 11, atMs: 3_000 })
  expect(meter.percent).toBe(50)
  meter.read({ cpuSeconds: 11, atMs: 3_000 })
  expect(meter.percent).toBe(50)
  meter.read({ cpuSeconds: 11.2, atMs: 5_000 })
  expect(meter.percent).toBeCloseTo(10)
})
