import { bytesPerMs, type PcmFormat } from '../codec/index.ts'
import { type SourceItem, soundMs } from './media-source.ts'

/** Cuts sound of any length into items of 20 ms with time stamps that follow each other. */
export class SoundChunker {
  readonly #sizeBytes: number
  #rest = Buffer.alloc(0)
  #nextMs: number | undefined

  constructor(format: PcmFormat) {
    this.#sizeBytes = soundMs * bytesPerMs(format)
  }

  /** @param timestampMs of the beginning of `pcm`; only that of the first call counts */
  push(pcm: Buffer, timestampMs: number): SourceItem[] {
    this.#nextMs ??= timestampMs
    this.#rest = Buffer.concat([this.#rest, pcm])
    const items: SourceItem[] = []
    while (this.#rest.length >= this.#sizeBytes) items.push(this.#take(this.#rest.subarray(0, this.#sizeBytes)))
    return items
  }

  /** The rest, filled up with silence. */
  flush(): SourceItem[] {
    if (this.#rest.length === 0) return []
    return [this.#take(Buffer.concat([this.#rest], this.#sizeBytes))]
  }

  #take(data: Buffer): SourceItem {
    const timestampMs = this.#nextMs ?? 0
    this.#nextMs = timestampMs + soundMs
    this.#rest = this.#rest.subarray(this.#sizeBytes)
    return { type: 'sound', timestampMs, durationMs: soundMs, data }
  }
}
