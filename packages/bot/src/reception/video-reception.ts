import type { RtpPacket } from 'werift'
import { type I420Frame, type VideoCodecName, VideoDecoder } from '../codec/index.ts'
import { pictureSizeOf } from '../h264/index.ts'
import { type EncodedFrame, type RemoteTrack, ReorderBuffer } from '../webrtc/index.ts'
import { FrameAssembler } from './frame-assembler.ts'
import { FreezeCounter } from './freeze-counter.ts'
import { RateMeter } from './rate-meter.ts'

/** How long a frame waits for a missing packet: several round trips of a retransmission. */
const packetWaitMs = 300

/** What is done with the frames: decoded pictures, pictures that are decoded and counted, or encoded frames. */
export type VideoOutput =
  | { readonly form: 'count' }
  | { readonly form: 'i420'; readonly onPicture: (picture: I420Frame) => void }
  | { readonly form: 'encoded'; readonly onFrame: (frame: EncodedFrame, codec: VideoCodecName) => void }

export interface VideoCounts {
  readonly codec: VideoCodecName
  /** Decoded pictures, or frames when they are not decoded. */
  readonly frames: number
  readonly framesPerSecond: number
  readonly keyFrames: number
  /** Of the last picture; 0 when frames are not decoded, except those of H264. */
  readonly width: number
  readonly height: number
  readonly decodeErrors: number
  /** How often a key frame was needed and asked for. */
  readonly keyFrameRequests: number
  readonly packetsLost: number
  readonly bytesReceived: number
  /** Payload, over the last two seconds. */
  readonly kbps: number
  /** How often the picture stood still for much longer than a frame (webrtc-stats, freezeCount). */
  readonly freezes: number
}

/** Receives one video track: order, frames, key frame requests, decoding. */
export class VideoReception {
  readonly #track: RemoteTrack
  readonly #codec: VideoCodecName
  readonly #output: VideoOutput
  readonly #reorder = new ReorderBuffer<RtpPacket>(packetWaitMs)
  readonly #assembler: FrameAssembler
  readonly #decoder: VideoDecoder | undefined
  readonly #frameRate = new RateMeter()
  readonly #bitrate = new RateMeter()
  readonly #freezes = new FreezeCounter()
  readonly #stopListening: () => void
  #expiry: NodeJS.Timeout | undefined
  #firstFrameAt: number | undefined
  #frames = 0
  #keyFrames = 0
  #keyFrameRequests = 0
  #size = { width: 0, height: 0 }
  #packetsLost = 0

  constructor(track: RemoteTrack, output: VideoOutput) {
    this.#track = track
    this.#output = output
    this.#codec = videoCodecName(track.codec.mimeType)
    this.#assembler = new FrameAssembler(this.#codec)
    this.#decoder = output.form === 'encoded' ? undefined : new VideoDecoder(this.#codec)
    this.#stopListening = track.consume((packet) => {
      const nowMs = performance.now()
      this.#bitrate.add(packet.payload.length * 8, nowMs)
      this.#handle(this.#reorder.push(packet.header.sequenceNumber, packet, nowMs))
    })
  }

  get counts(): VideoCounts {
    return {
      codec: this.#codec,
      frames: this.#frames,
      framesPerSecond: this.#frameRate.perSecond(performance.now()),
      keyFrames: this.#keyFrames,
      ...this.#size,
      decodeErrors: this.#decoder?.decodeErrors ?? 0,
      keyFrameRequests: this.#keyFrameRequests,
      packetsLost: this.#packetsLost,
      bytesReceived: this.#track.counts.bytesReceived,
      kbps: this.#bitrate.perSecond(performance.now()) / 1000,
      freezes: this.#freezes.count,
    }
  }

  /** In the clock of `performance.now()`. */
  get firstFrameAt(): number | undefined {
    return this.#firstFrameAt
  }

  close(): void {
    this.#stopListening()
    clearTimeout(this.#expiry)
    this.#decoder?.close()
  }

  #handle(items: ReturnType<ReorderBuffer<RtpPacket>['push']>): void {
    for (const item of items) if (item.type === 'gap') this.#packetsLost += item.lostPackets
    const { frames, keyFrameNeeded } = this.#assembler.push(items)
    for (const frame of frames) this.#deliver(frame)
    if (keyFrameNeeded) {
      this.#keyFrameRequests++
      this.#track.requestKeyFrame()
    }
    this.#scheduleExpiry()
  }

  #deliver(frame: EncodedFrame): void {
    if (frame.keyFrame) this.#keyFrames++
    if (this.#output.form === 'encoded') {
      this.#count(this.#codec === 'H264' && frame.keyFrame ? pictureSizeOf(frame.data) : undefined)
      this.#output.onFrame(frame, this.#codec)
      return
    }
    if (this.#output.form === 'count') {
      for (const size of this.#decoder?.decodeSizes(frame) ?? []) this.#count(size)
      return
    }
    for (const picture of this.#decoder?.decode(frame) ?? []) {
      this.#count(picture)
      this.#output.onPicture(picture)
    }
  }

  #count(size?: { readonly width: number; readonly height: number }): void {
    const nowMs = performance.now()
    if (size !== undefined) this.#size = { width: size.width, height: size.height }
    this.#track.passed(size)
    this.#firstFrameAt ??= nowMs
    this.#frames++
    this.#frameRate.add(1, nowMs)
    this.#freezes.frame(nowMs)
  }

  #scheduleExpiry(): void {
    clearTimeout(this.#expiry)
    const { deadline } = this.#reorder
    if (deadline === undefined) return
    const delayMs = Math.max(0, deadline - performance.now())
    this.#expiry = setTimeout(() => this.#handle(this.#reorder.expire(performance.now())), delayMs)
  }
}

/** @throws TypeError for a codec that we never said we take */
function videoCodecName(mimeType: string): VideoCodecName {
  const name = mimeType.replace(/^video\//i, '').toUpperCase()
  if (name === 'H264' || name === 'VP8' || name === 'VP9' || name === 'AV1') return name
  throw new TypeError(`unexpected codec ${mimeType}`)
}
