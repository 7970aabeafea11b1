/** Recorded sound with the time of every sample, and chirps in it. Pure. */
import { chirpEverySeconds, type FoundChirp, findChirps } from '../media/index.ts'
import type { Sound, SoundBlock } from '../page/index.ts'
import { contains, type Interval } from './interval.ts'

export interface Track {
  readonly sampleRate: number
  readonly samples: Float32Array
  readonly blocks: readonly SoundBlock[]
}

/** @param offsetMs of the clock that the blocks were timed by */
export function joinSound(pieces: readonly Sound[], offsetMs: number): Track | null {
  const [first] = pieces
  if (!first) return null
  const buffers = pieces.map(({ pcm }) => Buffer.from(pcm, 'base64'))
  const samples = new Float32Array(buffers.reduce((sum, buffer) => sum + buffer.length / 2, 0))
  let position = 0
  for (const buffer of buffers) {
    for (let i = 0; i + 1 < buffer.length; i += 2) samples[position++] = buffer.readInt16LE(i) / 32_768
  }
  const blocks = pieces.flatMap((piece) => piece.blocks.map((block) => ({ ...block, atMs: block.atMs - offsetMs })))
  return { sampleRate: first.sampleRate, samples, blocks }
}

/** A microphone's block is delivered when its last sample was taken; one to be played when its first is due. */
export type Anchor = 'end' | 'start'

/** Blocks on either side whose quickest delivery tells when a block was due: half a second of 10 ms blocks. */
const neighbours = 50

/**
 * Time of the first sample of each block. Delivery of a block may be late, never early, so the earliest of its
 * neighbours, in step with the sample clock, is the truth.
 */
export function blockTimes({ blocks, sampleRate }: Track, anchor: Anchor): number[] {
  let counted = 0
  const starts = blocks.map(({ samples }) => {
    const start = counted
    counted += samples
    return start
  })
  const msOf = (samples: number) => (samples / sampleRate) * 1_000
  const origins = blocks.map(({ atMs, samples }, i) => atMs - msOf((starts[i] ?? 0) + (anchor === 'end' ? samples : 0)))
  return origins.map((_, i) => {
    const around = origins.slice(Math.max(0, i - neighbours), i + neighbours + 1)
    return Math.min(...around) + msOf(starts[i] ?? 0)
  })
}

export interface TimedChirp {
  readonly kind: FoundChirp['kind']
  readonly atMs: number
}

export function timedChirps(track: Track, anchor: Anchor): TimedChirp[] {
  const times = blockTimes(track, anchor)
  let block = 0
  let blockStart = 0
  return findChirps(track.samples, track.sampleRate).map(({ kind, sample }) => {
    while (block < track.blocks.length - 1 && sample >= blockStart + (track.blocks[block]?.samples ?? 0)) {
      blockStart += track.blocks[block]?.samples ?? 0
      block += 1
    }
    return { kind, atMs: (times[block] ?? 0) + ((sample - blockStart) / track.sampleRate) * 1_000 }
  })
}

const clockToleranceMs = 5

/** For each chirp heard within the interval how long ago it was said. */
export function pairChirps(
  said: readonly TimedChirp[],
  heard: readonly TimedChirp[],
  interval: Interval,
): { readonly atMs: number; readonly latencyMs: number }[] {
  // The same kind comes again after two distances: beyond that a pair would be of two different chirps.
  const longestMs = 2 * chirpEverySeconds * 1_000 - 500
  return heard.flatMap(({ kind, atMs }) => {
    if (!contains(interval, atMs)) return []
    const origin = said.findLast((chirp) => chirp.kind === kind && chirp.atMs <= atMs + clockToleranceMs)
    const latencyMs = origin ? atMs - origin.atMs : Number.POSITIVE_INFINITY
    return latencyMs < longestMs ? [{ atMs, latencyMs }] : []
  })
}
