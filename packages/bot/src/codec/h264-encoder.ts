import { MrtcError } from '@mrtc/protocol'
import { AV_PICTURE_TYPE_I, AV_PICTURE_TYPE_NONE, AV_PIX_FMT_YUV420P, FF_ENCODER_LIBX264 } from 'node-av/constants'
import { CodecContext, Frame, Packet, Rational } from 'node-av/lib'
import type { EncodedFrame } from '../webrtc/index.ts'
import { check, findEncoder, openCodec } from './ffmpeg.ts'
import { type I420Frame, i420SizeBytes, i420ToBuffer } from './frames.ts'

export interface H264EncoderOptions {
  /** Even, as colour has half the resolution. */
  readonly width: number
  readonly height: number
  readonly framesPerSecond: number
  readonly bitrateBps: number
}

/** Frames carry media time in milliseconds. */
const timeBase = new Rational(1, 1000)
/** Key frames are made when a receiver asks; this many frames apart at most, for recorders and late decoders. */
const keyFrameIntervalFrames = 3_000
/** How much of a second of bitrate one frame may take at once: less latency against better key frames. */
const bufferSeconds = 0.5

const options = {
  // 360p at 15 fps takes 2 to 3 % of a core; faster presets save one and cost a third of the quality.
  preset: 'veryfast',
  tune: 'zerolatency',
  // Browsers negotiate Constrained Baseline; it has no B-frames, so frames come out in the order they go in.
  profile: 'baseline',
  'forced-idr': '1',
  'x264-params': 'sliced-threads=0:scenecut=0:repeat-headers=1',
} as const

/** Encodes pictures to H264, Constrained Baseline, Annex B, one access unit a picture at once. */
export class H264Encoder {
  readonly options: H264EncoderOptions
  readonly #context = new CodecContext()
  readonly #frame = new Frame()
  readonly #packet = new Packet()
  /** Used again for each picture: hundreds of kilobytes that the garbage collector need not see. */
  readonly #packed: Buffer
  #lastPts = -1n
  #closed = false

  /** @throws MrtcError `PARAMETER_INVALID` for odd sizes */
  constructor(encoderOptions: H264EncoderOptions) {
    const { width, height, framesPerSecond, bitrateBps } = encoderOptions
    if (width <= 0 || height <= 0 || width % 2 !== 0 || height % 2 !== 0) {
      throw new MrtcError('PARAMETER_INVALID', `H264 needs even sizes, ${width}x${height} is not.`, { field: 'width' })
    }
    this.options = encoderOptions
    this.#packed = Buffer.alloc(i420SizeBytes(width, height))
    const codec = findEncoder(FF_ENCODER_LIBX264)
    this.#context.allocContext3(codec)
    this.#context.width = width
    this.#context.height = height
    this.#context.pixelFormat = AV_PIX_FMT_YUV420P
    this.#context.timeBase = timeBase
    this.#context.framerate = new Rational(Math.round(framesPerSecond), 1)
    this.#context.gopSize = keyFrameIntervalFrames
    this.#context.maxBFrames = 0
    this.#context.threadCount = 1
    this.#setBitrate(bitrateBps)
    this.#packet.alloc()
    this.#frame.alloc()
    this.#frame.format = AV_PIX_FMT_YUV420P
    this.#frame.width = width
    this.#frame.height = height
    try {
      openCodec(this.#context, codec, options)
      check(this.#frame.getBuffer(0), 'allocate a picture')
    } catch (error) {
      this.close()
      throw error
    }
  }

  /** Takes effect with the next picture. */
  set bitrateBps(bitrateBps: number) {
    if (!this.#closed) this.#setBitrate(bitrateBps)
  }

  /** @returns the access unit; nothing when the encoder chose to drop the picture */
  encode(picture: I420Frame, { keyFrame = false } = {}): EncodedFrame | undefined {
    if (this.#closed) throw new MrtcError('MEDIA_FAILED', 'The encoder is closed.')
    check(this.#frame.makeWritable(), 'reuse a picture')
    check(this.#frame.fromBuffer(i420ToBuffer(picture, this.#packed)), 'copy a picture')
    // The encoder wants time to go on; two pictures of the same millisecond do not happen in real input.
    const pts = BigInt(Math.round(picture.timestampMs))
    this.#lastPts = pts > this.#lastPts ? pts : this.#lastPts + 1n
    this.#frame.pts = this.#lastPts
    this.#frame.pictType = keyFrame ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE
    check(this.#context.sendFrameSync(this.#frame), 'encode a picture')
    if (this.#context.receivePacketSync(this.#packet) < 0) return undefined
    try {
      const data = this.#packet.data
      if (data === null) return undefined
      return { data: Buffer.from(data), timestampMs: picture.timestampMs, keyFrame: this.#packet.isKeyframe }
    } finally {
      this.#packet.unref()
    }
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#packet.free()
    this.#frame.free()
    this.#context.freeContext()
  }

  #setBitrate(bitrateBps: number): void {
    this.#context.bitRate = BigInt(Math.round(bitrateBps))
    this.#context.rcMaxRate = BigInt(Math.round(bitrateBps))
    this.#context.rcBufferSize = Math.round(bitrateBps * bufferSeconds)
  }
}
