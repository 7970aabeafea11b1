/**
 * Marks in sound, and where they are: short sweeps, rising and falling in turn, found by a matched filter. Two kinds in
 * turn make a delay of up to twice their distance unambiguous. Pure.
 */

export type ChirpKind = 'rising' | 'falling'

export const chirpSeconds = 0.08
/** From one chirp to the next, of the other kind. */
export const chirpEverySeconds = 2
const lowHz = 800
const highHz = 3_800
const amplitude = 0.5

/** The sweep with smooth ends, at most 0.5. */
export function chirpSamples(kind: ChirpKind, sampleRate: number): Float32Array {
  const length = Math.round(chirpSeconds * sampleRate)
  const sweepHzPerSecond = (highHz - lowHz) / chirpSeconds
  return Float32Array.from({ length }, (_, n) => {
    const forward = n / sampleRate
    const t = kind === 'rising' ? forward : chirpSeconds - forward
    const envelope = Math.sin((Math.PI * n) / (length - 1)) ** 2
    return amplitude * envelope * Math.sin(2 * Math.PI * (lowHz * t + (sweepHzPerSecond * t * t) / 2))
  })
}

/** Which kind is the n-th. */
export function chirpKindAt(n: number): ChirpKind {
  return n % 2 === 0 ? 'rising' : 'falling'
}

export interface FoundChirp {
  readonly kind: ChirpKind
  /** Where it begins. */
  readonly sample: number
  /** Likeness to the template, 0 to 1. */
  readonly likeness: number
}

/** High enough that speech does not pass, low enough that a coded or half concealed chirp does. */
const leastLikeness = 0.45
/** Search at a lower rate: the sweep ends below 4 kHz, and the filter gets sixteen times cheaper. */
const decimation = 4

/** All chirps of a signal, in order. @param sampleRate 48 kHz; others as long as a quarter of it carries 4 kHz */
export function findChirps(signal: Float32Array, sampleRate: number): FoundChirp[] {
  const coarse = decimate(signal)
  const rate = sampleRate / decimation
  const found = (['rising', 'falling'] as const).flatMap((kind) =>
    peaks(likenessTo(coarse, decimate(chirpSamples(kind, sampleRate))), Math.round(chirpSeconds * rate)).map(
      ({ index, value }) => ({ kind, sample: Math.round(index * decimation), likeness: value }),
    ),
  )
  return found
    .sort((a, b) => a.sample - b.sample)
    .filter((one) => !found.some((other) => other !== one && overlaps(one, other, sampleRate)))
}

/** Of two kinds found in one place the liker one stays. */
function overlaps(one: FoundChirp, other: FoundChirp, sampleRate: number): boolean {
  return Math.abs(one.sample - other.sample) < chirpSeconds * sampleRate && other.likeness > one.likeness
}

/** Mean of every four: weak as a filter, but the same for signal and template. */
function decimate(signal: Float32Array): Float32Array {
  const length = Math.floor(signal.length / decimation)
  return Float32Array.from({ length }, (_, n) => {
    let sum = 0
    for (let i = 0; i < decimation; i++) sum += signal[n * decimation + i] ?? 0
    return sum / decimation
  })
}

/** Normalised cross-correlation at every offset. */
function likenessTo(signal: Float32Array, template: Float32Array): Float32Array {
  const offsets = Math.max(0, signal.length - template.length + 1)
  const templateEnergy = template.reduce((sum, value) => sum + value * value, 0)
  const out = new Float32Array(offsets)
  let energy = 0
  for (let n = 0; n < Math.min(template.length, signal.length); n++) energy += (signal[n] ?? 0) ** 2
  for (let offset = 0; offset < offsets; offset++) {
    let sum = 0
    // Silence cannot be like anything, and most of a call's signal is quieter than a chirp.
    if (energy > templateEnergy / 1_000) {
      for (let n = 0; n < template.length; n++) sum += (signal[offset + n] ?? 0) * (template[n] ?? 0)
      out[offset] = sum / Math.sqrt(energy * templateEnergy)
    }
    energy += (signal[offset + template.length] ?? 0) ** 2 - (signal[offset] ?? 0) ** 2
  }
  return out
}

function peaks(values: Float32Array, distance: number): { index: number; value: number }[] {
  const found: { index: number; value: number }[] = []
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0
    if (value < leastLikeness) continue
    const last = found.at(-1)
    if (last && index - last.index < distance) {
      if (value > last.value) found[found.length - 1] = { index, value }
    } else {
      found.push({ index, value })
    }
  }
  return found
}
