import { MediaFile } from './media-file.ts'
import type { RecorderSettings, WrittenFile } from './messages.ts'

const microsecondsPerMs = 1_000

/** Writes what was encoded into the file of the whole recording, and into slices that are files of their own. */
export class FileWriter {
  readonly #settings: RecorderSettings
  readonly #onSlice: (slice: WrittenFile) => void
  readonly #whole: MediaFile
  #slice: MediaFile
  #sliceStartUs = 0
  #sliceIsEmpty = true
  /** Encoders describe their codec with the first chunk: later files need it too. */
  #videoMetadata: EncodedVideoChunkMetadata | undefined
  #audioMetadata: EncodedAudioChunkMetadata | undefined

  constructor(settings: RecorderSettings, onSlice: (slice: WrittenFile) => void) {
    this.#settings = settings
    this.#onSlice = onSlice
    this.#whole = new MediaFile(settings)
    this.#slice = new MediaFile(settings)
  }

  /** Whether a picture of this time should be a key frame: a slice must begin with one. */
  needsKeyFrame(timestampUs: number): boolean {
    return timestampUs - this.#sliceStartUs >= this.#settings.sliceMs * microsecondsPerMs
  }

  addVideo(chunk: EncodedVideoChunk, metadata: EncodedVideoChunkMetadata | undefined): void {
    if (metadata?.decoderConfig) this.#videoMetadata = metadata
    if (chunk.type === 'key' && this.needsKeyFrame(chunk.timestamp)) this.#cut(chunk.timestamp)
    this.#whole.addVideo(chunk, this.#videoMetadata, chunk.timestamp)
    this.#slice.addVideo(chunk, this.#videoMetadata, Math.max(0, chunk.timestamp - this.#sliceStartUs))
    this.#sliceIsEmpty = false
  }

  /** @param timestampUs of the recording */
  addAudio(chunk: EncodedAudioChunk, metadata: EncodedAudioChunkMetadata | undefined, timestampUs: number): void {
    if (metadata?.decoderConfig) this.#audioMetadata = metadata
    if (!this.#settings.kinds.includes('video') && this.needsKeyFrame(timestampUs)) this.#cut(timestampUs)
    this.#whole.addAudio(chunk, this.#audioMetadata, timestampUs)
    this.#slice.addAudio(chunk, this.#audioMetadata, Math.max(0, timestampUs - this.#sliceStartUs))
    this.#sliceIsEmpty = false
  }

  /** Gives the last slice, if there is something in it, and the whole recording. */
  finish(): WrittenFile {
    if (!this.#sliceIsEmpty) this.#onSlice(this.#slice.finish())
    return this.#whole.finish()
  }

  #cut(timestampUs: number): void {
    this.#onSlice(this.#slice.finish())
    this.#slice = new MediaFile(this.#settings)
    this.#sliceStartUs = timestampUs
    this.#sliceIsEmpty = true
  }
}
