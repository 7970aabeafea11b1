import { describe, expect, it } from 'vitest'
import { chirpSamples, findChirps } from './chirp.ts'
import { formantVoice } from './voice.ts'

const rate = 48_000

function voiceWith(chirps: readonly { kind: 'rising' | 'falling'; at: number; gain?: number }[]): Float32Array {
  const signal = formantVoice(6, rate)
  for (const { kind, at, gain = 1 } of chirps) {
    chirpSamples(kind, rate).forEach((value, n) => {
      signal[at + n] = value * gain
    })
  }
  return signal
}

describe('the matched filter', () => {
  it('finds chirps within speech to a quarter of a millisecond, and tells their kinds', () => {
    const found = findChirps(
      voiceWith([
        { kind: 'rising', at: 48_123 },
        { kind: 'falling', at: 144_011, gain: 0.3 },
      ]),
      rate,
    )
    expect(found.map(({ kind }) => kind)).toEqual(['rising', 'falling'])
    expect(Math.abs((found[0]?.sample ?? 0) - 48_123)).toBeLessThanOrEqual(12)
    expect(Math.abs((found[1]?.sample ?? 0) - 144_011)).toBeLessThanOrEqual(12)
  })

  it('finds nothing in speech alone, in noise, or in silence', () => {
    expect(findChirps(formantVoice(6, rate), rate)).toEqual([])
    expect(
      findChirps(
        Float32Array.from({ length: rate }, (_, n) => Math.sin(n * n * 12.9898)),
        rate,
      ),
    ).toEqual([])
    expect(findChirps(new Float32Array(rate), rate)).toEqual([])
    expect(findChirps(new Float32Array(10), rate)).toEqual([])
  })

  it('finds a chirp of which a third was concealed', () => {
    const signal = voiceWith([{ kind: 'rising', at: 96_000 }])
    signal.fill(0, 97_600, 98_880)
    expect(findChirps(signal, rate)).toMatchObject([{ kind: 'rising' }])
  })
})
