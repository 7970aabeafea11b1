import { OpusEncoder, type PcmFormat } from '../codec/index.ts'
import { LocalTrack } from '../webrtc/index.ts'

/** Sound that goes out: raw samples in, Opus on a track. */
export class AudioPublisher {
  readonly track: LocalTrack
  readonly #encoder: OpusEncoder

  constructor(format: PcmFormat) {
    this.track = new LocalTrack('audio', { channels: format.channels })
    this.#encoder = new OpusEncoder(format)
  }

  /** Bytes of 20 ms: what `write` takes. */
  get frameSizeBytes(): number {
    return this.#encoder.frameSizeBytes
  }

  write(pcm: Buffer, timestampMs: number): void {
    if (this.track.readyState === 'live') this.track.write(this.#encoder.encode(pcm, timestampMs))
  }

  close(): void {
    this.track.stop()
    this.#encoder.close()
  }
}
