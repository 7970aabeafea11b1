import { MrtcError } from '@mrtc/protocol'
import {
  AV_CODEC_FLAG_LOW_DELAY,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUVJ420P,
  FF_DECODER_H264,
  FF_DECODER_LIBDAV1D,
  FF_DECODER_VP8,
  FF_DECODER_VP9,
} from 'node-av/constants'
import { CodecContext, Frame, Packet, Rational } from 'node-av/lib'
import type { EncodedFrame } from '../webrtc/index.ts'
import { findDecoder, openCodec } from './ffmpeg.ts'
import { type I420Frame, i420FromBuffer } from './frames.ts'

export type VideoCodecName = 'H264' | 'VP8' | 'VP9' | 'AV1'

const decoders = {
  H264: FF_DECODER_H264,
  VP8: FF_DECODER_VP8,
  VP9: FF_DECODER_VP9,
  AV1: FF_DECODER_LIBDAV1D,
} as const

/** Media times are kept to the microsecond on their way through the decoder. */
const ticksPerMs = 1_000

/** Decodes video to I420. Needs every frame from a key frame on. */
export class VideoDecoder {
  readonly #context = new CodecContext()
  readonly #packet = new Packet()
  readonly #frame = new Frame()
  #decodeErrors = 0
  #closed = false

  constructor(name: VideoCodecName) {
    const codec = findDecoder(decoders[name])
    this.#context.allocContext3(codec)
    // Threads would each hold a picture back.
    this.#context.threadCount = 1
    this.#context.setFlags(AV_CODEC_FLAG_LOW_DELAY)
    this.#context.pktTimebase = new Rational(1, 1000 * ticksPerMs)
    this.#packet.alloc()
    this.#frame.alloc()
    try {
      openCodec(this.#context, codec)
    } catch (error) {
      this.close()
      throw error
    }
  }

  /** Frames that could not be decoded, or only in part. */
  get decodeErrors(): number {
    return this.#decodeErrors
  }

  /** @returns the pictures that became ready: usually one, none when the frame was damaged */
  decode(encoded: EncodedFrame): I420Frame[] {
    return this.#decode(encoded, copyPicture)
  }

  /** Like `decode` for those who only count: a picture's memory is not copied, which is most of the garbage. */
  decodeSizes(encoded: EncodedFrame): { width: number; height: number }[] {
    return this.#decode(encoded, ({ width, height }) => ({ width, height }))
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#packet.free()
    this.#frame.free()
    this.#context.freeContext()
  }

  #decode<R>(encoded: EncodedFrame, use: (frame: Frame) => R): R[] {
    if (this.#closed) throw new MrtcError('MEDIA_FAILED', 'The decoder is closed.')
    this.#packet.data = encoded.data
    this.#packet.pts = BigInt(Math.round(encoded.timestampMs * ticksPerMs))
    this.#packet.isKeyframe = encoded.keyFrame
    const sent = this.#context.sendPacketSync(this.#packet)
    this.#packet.unref()
    if (sent < 0) {
      this.#decodeErrors++
      return []
    }
    const results: R[] = []
    while (this.#context.receiveFrameSync(this.#frame) === 0) {
      const { format, decodeErrorFlags } = this.#frame
      if (decodeErrorFlags !== 0) this.#decodeErrors++
      if (format === AV_PIX_FMT_YUV420P || format === AV_PIX_FMT_YUVJ420P) results.push(use(this.#frame))
      // 10 bits or full colour: browsers do not send these in a call.
      else this.#decodeErrors++
      this.#frame.unref()
    }
    return results
  }
}

function copyPicture(frame: Frame): I420Frame {
  const { width, height, pts } = frame
  return i420FromBuffer(frame.toBuffer(), { width, height, timestampMs: Number(pts) / ticksPerMs })
}
