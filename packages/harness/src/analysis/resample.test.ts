import { expect, it } from 'vitest'
import { resample } from './resample.ts'

const tone = (hertz: number, sampleRate: number, length: number) =>
  Float32Array.from({ length }, (_, n) => Math.sin((2 * Math.PI * hertz * n) / sampleRate))
const power = (signal: Float32Array) => signal.reduce((sum, value) => sum + value * value, 0) / signal.length

it.each([44_100, 48_000])('keeps a tone of the lower band from %i Hz, in phase', (rate) => {
  const out = resample(tone(1_000, rate, rate), { first: rate / 10, step: rate / 16_000, length: 8_000 })
  const expected = tone(1_000, 16_000, 9_600).subarray(1_600)
  const error = out.map((value, n) => value - (expected[n] ?? 0))
  expect(power(error)).toBeLessThan(1e-4)
})

it('takes away what the lower rate cannot carry', () => {
  const out = resample(tone(11_000, 48_000, 48_000), { first: 4_800, step: 3, length: 8_000 })
  expect(power(out)).toBeLessThan(1e-4)
})
