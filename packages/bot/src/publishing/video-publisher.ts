import { Emitter } from '@mrtc/client'
import { H264Encoder, type I420Frame } from '../codec/index.ts'
import { type EncodedFrame, LocalTrack } from '../webrtc/index.ts'

/** Below this a picture is not worth sending. */
const bitrateMinBps = 100_000
/** Left for sound, retransmissions and the estimate's own error. */
const bandwidthShare = 0.85
/** A new rate must differ by this much: encoders answer each change with a picture of another quality. */
const bitrateStep = 0.1

export interface VideoPublisherOptions {
  readonly framesPerSecond: number
  /** Not exceeded, and lowered to what the network carries. */
  readonly bitrateMaxBps: number
}

export type VideoPublisherEvents = {
  /** A receiver needs a key frame. Pictures encoded here get one by themselves. */
  keyFrameRequested: []
  /** The network carries another rate than before. Pictures encoded here follow it by themselves. */
  bitrateChanged: [bps: number]
}

/** Pictures that go out as H264: encoded here, or given encoded. */
export class VideoPublisher extends Emitter<VideoPublisherEvents> {
  readonly track = new LocalTrack('video')
  readonly #options: VideoPublisherOptions
  readonly #stopListening: readonly (() => void)[]
  #encoder: H264Encoder | undefined
  #bitrateBps: number
  #keyFrameWanted = false

  constructor(options: VideoPublisherOptions) {
    super()
    this.#options = options
    this.#bitrateBps = options.bitrateMaxBps
    this.#stopListening = [
      this.track.feedback.on('keyFrameRequested', () => {
        this.#keyFrameWanted = true
        this.emit('keyFrameRequested')
      }),
      this.track.feedback.on('bandwidthEstimated', (bps) => this.#adapt(bps)),
    ]
  }

  get bitrateBps(): number {
    return this.#bitrateBps
  }

  /** Encodes and sends. A picture of another size begins a new stream of that size. */
  writePicture(picture: I420Frame): void {
    if (this.track.readyState !== 'live') return
    const encoder = this.#encoderFor(picture)
    const keyFrame = this.#keyFrameWanted
    this.#keyFrameWanted = false
    const frame = encoder.encode(picture, { keyFrame })
    if (frame !== undefined) this.track.write(frame)
  }

  /** Sends an H264 access unit (Annex B) as it is. Key frames are up to whoever encodes. */
  writeEncoded(frame: EncodedFrame): void {
    this.track.write(frame)
  }

  close(): void {
    for (const stop of this.#stopListening) stop()
    this.track.stop()
    this.#encoder?.close()
    this.#encoder = undefined
  }

  #encoderFor({ width, height }: I420Frame): H264Encoder {
    const current = this.#encoder
    if (current !== undefined && current.options.width === width && current.options.height === height) return current
    current?.close()
    this.#encoder = undefined
    const { framesPerSecond } = this.#options
    const encoder = new H264Encoder({ width, height, framesPerSecond, bitrateBps: this.#bitrateBps })
    this.#encoder = encoder
    return encoder
  }

  #adapt(bandwidthBps: number): void {
    const { bitrateMaxBps } = this.#options
    const target = Math.min(bitrateMaxBps, Math.max(bitrateMinBps, bandwidthBps * bandwidthShare))
    const isSmallChange = Math.abs(target - this.#bitrateBps) < this.#bitrateBps * bitrateStep
    if (isSmallChange && target !== bitrateMaxBps) return
    if (target === this.#bitrateBps) return
    this.#bitrateBps = target
    if (this.#encoder !== undefined) this.#encoder.bitrateBps = target
    this.emit('bitrateChanged', target)
  }
}
