import type { Sound, SoundBlock } from './api.ts'
import { toBase64 } from './base64.ts'
import { nowMs } from './clock.ts'
import { readTrack } from './track-processor.ts'

/** Keeps every sample of a track (its first channel) and when each block of them was delivered. */
export class SoundLog {
  #pieces: Int16Array[] = []
  #blocks: SoundBlock[] = []
  #sampleRate = 0
  readonly #reader: { stop(): void }

  constructor(track: MediaStreamTrack) {
    this.#reader = readTrack<AudioData>(track, (data) => this.#take(data))
  }

  drain(): Sound | null {
    if (this.#blocks.length === 0) return null
    const samples = new Int16Array(this.#blocks.reduce((sum, block) => sum + block.samples, 0))
    let offset = 0
    for (const piece of this.#pieces) {
      samples.set(piece, offset)
      offset += piece.length
    }
    const sound = { sampleRate: this.#sampleRate, pcm: toBase64(new Uint8Array(samples.buffer)), blocks: this.#blocks }
    this.#pieces = []
    this.#blocks = []
    return sound
  }

  stop(): void {
    this.#reader.stop()
  }

  #take(data: AudioData): void {
    const atMs = nowMs()
    const samples = new Float32Array(data.numberOfFrames)
    data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' })
    this.#pieces.push(Int16Array.from(samples, (sample) => Math.max(-1, Math.min(1, sample)) * 32_767))
    this.#blocks.push({ samples: data.numberOfFrames, atMs })
    this.#sampleRate = data.sampleRate
  }
}
