/**
 * Sound waiting to be sent. Speech synthesis gives a sentence at once; it leaves here in frames of real time. When there
 * is none, silence takes its place, as from a microphone in a quiet room: receivers would otherwise take the pause for
 * loss. It has no clock of its own.
 */
export class SpeechQueue {
  readonly #frameSizeBytes: number
  readonly #silence: Buffer
  #parts: Buffer[] = []
  #sizeBytes = 0

  constructor(frameSizeBytes: number) {
    this.#frameSizeBytes = frameSizeBytes
    this.#silence = Buffer.alloc(frameSizeBytes)
  }

  /** Bytes not sent yet. */
  get sizeBytes(): number {
    return this.#sizeBytes
  }

  /** The queue keeps its own copy: the caller may use the buffer again. */
  push(pcm: Uint8Array): void {
    if (pcm.length === 0) return
    this.#parts.push(Buffer.from(pcm))
    this.#sizeBytes += pcm.length
  }

  clear(): void {
    this.#parts = []
    this.#sizeBytes = 0
  }

  /** The next frame to send. The end of an utterance is filled up with silence. */
  pull(): Buffer {
    if (this.#sizeBytes === 0) return this.#silence
    const frame = Buffer.alloc(this.#frameSizeBytes)
    let filled = 0
    while (filled < frame.length) {
      const part = this.#parts[0]
      if (part === undefined) break
      const copied = part.copy(frame, filled)
      filled += copied
      if (copied === part.length) this.#parts.shift()
      else this.#parts[0] = part.subarray(copied)
    }
    this.#sizeBytes -= filled
    return frame
  }
}
