import { Emitter } from '@mrtc/client'
import { H264Encoder, type I420Frame } from '../codec/index.ts'
import { pictureSizeOf } from '../h264/index.ts'
import { type EncodedFrame, LocalTrack } from '../webrtc/index.ts'
import { BitrateControl } from './bitrate-control.ts'

/** Below this a picture is not worth sending. */
const bitrateMinBps = 100_000
/** A new rate must differ by this much: encoders answer each change with a picture of another quality. */
const bitrateStep = 0.1

export interface VideoPublisherOptions {
  readonly framesPerSecond: number
  /** Not exceeded, and lowered to what the network carries. */
  readonly bitrateMaxBps: number
  /** How many sizes of the same picture are sent, all of them given encoded. @default 1 */
  readonly layers?: number
}

export type VideoPublisherEvents = {
  /** A receiver needs a key frame. Pictures encoded here get one by themselves. */
  keyFrameRequested: []
  /** The network carries another rate than before. Pictures encoded here follow it by themselves. */
  bitrateChanged: [bps: number]
}

/** Pictures that go out as H264: encoded here, or given encoded. */
export class VideoPublisher extends Emitter<VideoPublisherEvents> {
  readonly track: LocalTrack
  readonly #options: VideoPublisherOptions
  readonly #stopListening: readonly (() => void)[]
  #encoder: H264Encoder | undefined
  readonly #control: BitrateControl
  #bitrateBps: number
  #keyFrameWanted = false
  #highestWanted: number | null = Number.POSITIVE_INFINITY

  constructor(options: VideoPublisherOptions) {
    super()
    this.track = new LocalTrack('video', { layers: options.layers ?? 1 })
    this.#options = options
    this.#bitrateBps = options.bitrateMaxBps
    const minBps = Math.min(bitrateMinBps, options.bitrateMaxBps)
    this.#control = new BitrateControl({ minBps, maxBps: options.bitrateMaxBps })
    this.#stopListening = [
      this.track.feedback.on('keyFrameRequested', () => this.#keyFrameRequested()),
      this.track.feedback.on('bandwidthEstimated', (bps) => this.#adapt(bps)),
    ]
  }

  get bitrateBps(): number {
    return this.#bitrateBps
  }

  /**
   * The highest layer that anybody watches, `null` while nobody does, undefined for all: pictures of those above are
   * dropped, before they are encoded.
   */
  set highestWanted(layer: number | null | undefined) {
    const before = this.#highestWanted
    this.#highestWanted = layer === undefined ? Number.POSITIVE_INFINITY : layer
    if ((this.#highestWanted ?? -1) > (before ?? -1)) this.#keyFrameRequested()
  }

  /** Encodes and sends. A picture of another size begins a new stream of that size. */
  writePicture(picture: I420Frame): void {
    if (this.track.readyState !== 'live' || !this.#isWanted(0)) return
    const encoder = this.#encoderFor(picture)
    const keyFrame = this.#keyFrameWanted
    this.#keyFrameWanted = false
    const frame = encoder.encode(picture, { keyFrame })
    if (frame === undefined) return
    this.track.write(frame)
    this.track.passed(picture)
  }

  /**
   * Sends an H264 access unit (Annex B) as it is. Key frames are up to whoever encodes.
   * @param layer from 0, the smallest
   */
  writeEncoded(frame: EncodedFrame, layer = 0): void {
    if (!this.#isWanted(layer)) return
    this.track.write(frame, layer)
    // The size of the feed is that of the largest.
    if (layer === (this.#options.layers ?? 1) - 1)
      this.track.passed(frame.keyFrame ? pictureSizeOf(frame.data) : undefined)
  }

  close(): void {
    for (const stop of this.#stopListening) stop()
    this.track.stop()
    this.#encoder?.close()
    this.#encoder = undefined
  }

  #isWanted(layer: number): boolean {
    return this.#highestWanted !== null && layer <= this.#highestWanted
  }

  #keyFrameRequested(): void {
    this.#keyFrameWanted = true
    this.emit('keyFrameRequested')
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

  #adapt(estimateBps: number): void {
    this.#control.estimated(estimateBps, performance.now())
    const { targetBps } = this.#control
    const change = Math.abs(targetBps - this.#bitrateBps)
    const isLargeEnough = change >= this.#bitrateBps * bitrateStep || targetBps === this.#options.bitrateMaxBps
    if (change === 0 || !isLargeEnough) return
    this.#bitrateBps = targetBps
    if (this.#encoder !== undefined) this.#encoder.bitrateBps = targetBps
    this.emit('bitrateChanged', targetBps)
  }
}
