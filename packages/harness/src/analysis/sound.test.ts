import { describe, expect, it } from 'vitest'
import { chirpSamples } from '../media/chirp.ts'
import type { SoundBlock } from '../page/index.ts'
import { blockTimes, joinSound, pairChirps, timedChirps } from './sound.ts'

const sampleRate = 48_000
const blockSamples = 480

/** Five seconds with a chirp at 2 s, in blocks of 10 ms, each delivered so late. */
function recorded(firstAtMs: number, latenessMs: (block: number) => number) {
  const samples = new Int16Array(5 * sampleRate)
  chirpSamples('rising', sampleRate).forEach((value, n) => {
    samples[2 * sampleRate + n] = value * 32_767
  })
  const blocks: SoundBlock[] = Array.from({ length: samples.length / blockSamples }, (_, n) => ({
    samples: blockSamples,
    atMs: firstAtMs + (n + 1) * 10 + latenessMs(n),
  }))
  return { sampleRate, pcm: Buffer.from(samples.buffer).toString('base64'), blocks }
}

const track = (...args: Parameters<typeof recorded>) => {
  const joined = joinSound([recorded(...args)], 0)
  if (!joined) throw new Error('no sound')
  return joined
}

describe('the time of sound', () => {
  it('is not shaken by late deliveries', () => {
    const times = blockTimes(
      track(1_000, (n) => (n % 7) * 9),
      'end',
    )
    expect(times[0]).toBeCloseTo(1_000, 3)
    expect(times[300]).toBeCloseTo(4_000, 3)
  })

  it('gives chirps to the millisecond, and the delay between two ends', () => {
    const said = timedChirps(
      track(1_000, (n) => (n % 3) * 5),
      'end',
    )
    // Played: a block is due when it is delivered, so its first sample is 10 ms later than at the microphone.
    const heard = timedChirps(
      track(1_170, (n) => (n % 4) * 3),
      'start',
    )
    expect(said[0]?.atMs).toBeCloseTo(3_000, 0)
    const [pair] = pairChirps(said, heard, { startMs: 0, endMs: 10_000 })
    expect(pair?.latencyMs).toBeCloseTo(180, 0)
  })

  it('is brought to our clock', () => {
    const joined = joinSound([recorded(1_000, () => 0)], 400)
    expect(joined && blockTimes(joined, 'end')[0]).toBeCloseTo(600, 3)
  })
})
