import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Uniform in [0, 1). */
export type Random = () => number

/** Every use gets a stream of its own, so that switching jitter on does not change which packets are lost. */
export type Stream = 'loss' | 'burst' | 'jitter' | 'reorder' | 'duplicate'

const streamSalt: Record<Stream, number> = { loss: 1, burst: 2, jitter: 3, reorder: 4, duplicate: 5 }

/** The same seed, link and stream give the same numbers on every machine. */
export function randomStream(seed: number, link: number, stream: Stream): Random {
  // Multiplication by odd constants spreads neighbouring seeds over the whole 32-bit space.
  const mixed =
    (Math.imul(seed, 0x9e3779b1) ^ Math.imul(link + 1, 0x85ebca6b) ^ Math.imul(streamSalt[stream], 0xc2b2ae35)) | 0
  const generator = xoroshiro128plus(mixed)
  // The first outputs of neighbouring seeds are alike.
  for (let i = 0; i < 16; i++) generator.next()
  return () => (generator.next() >>> 0) / 0x1_0000_0000
}

/** Standard normal, by the sum of twelve uniforms: bounded at six deviations, as a queue's jitter is. */
export function normal(random: Random): number {
  let sum = 0
  for (let i = 0; i < 12; i++) sum += random()
  return sum - 6
}
