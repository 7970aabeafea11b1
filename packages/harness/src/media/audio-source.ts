/** The microphone's file: a voice with a chirp every two seconds. */
import { writeFile } from 'node:fs/promises'
import { chirpEverySeconds, chirpKindAt, chirpSamples, chirpSeconds } from './chirp.ts'
import { speak, type VoiceKind } from './voice.ts'
import { encodeWav } from './wav.ts'

export const audioSampleRate = 48_000
/** An even number of chirps, so that rising and falling go on in turn over the seam. */
export const audioLoopSeconds = 20
/** The voice is silent this long around a chirp, so that a codec has it to itself. */
const marginSeconds = 0.04

export async function audioSource(voice: VoiceKind): Promise<Float32Array> {
  const samples = await speak(voice, audioLoopSeconds, audioSampleRate)
  for (let n = 0; n * chirpEverySeconds < audioLoopSeconds; n++) {
    const begin = Math.round((n * chirpEverySeconds + chirpEverySeconds / 2) * audioSampleRate)
    const margin = Math.round(marginSeconds * audioSampleRate)
    samples.fill(0, begin - margin, begin + Math.round(chirpSeconds * audioSampleRate) + margin)
    samples.set(chirpSamples(chirpKindAt(n), audioSampleRate), begin)
  }
  return samples
}

export async function writeAudioSource(path: string, voice: VoiceKind): Promise<void> {
  await writeFile(path, encodeWav(await audioSource(voice), audioSampleRate))
}
