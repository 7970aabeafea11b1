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
import { check, findDecoder, openCodec } from './ffmpeg.ts'
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
    return this.#receive()
  }

  /** Gives the pictures still held back for reordering. Only for streams with B-frames, at their end. */
  flush(): I420Frame[] {
    check(this.#context.sendPacketSync(null), 'flush the decoder')
    const pictures = this.#receive()
    this.#context.flushBuffers()
    return pictures
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#packet.free()
    this.#frame.free()
    this.#context.freeContext()
  }

  #receive(): I420Frame[] {
    const pictures: I420Frame[] = []
    while (this.#context.receiveFrameSync(this.#frame) === 0) {
      const { format, width, height, decodeErrorFlags } = this.#frame
      if (decodeErrorFlags !== 0) this.#decodeErrors++
      if (format === AV_PIX_FMT_YUV420P || format === AV_PIX_FMT_YUVJ420P) {
        const timestampMs = Number(this.#frame.pts) / ticksPerMs
        pictures.push(i420FromBuffer(this.#frame.toBuffer(), { width, height, timestampMs }))
      } else {
        // 10 bits or full colour: browsers do not send these in a call.
        this.#decodeErrors++
      }
      this.#frame.unref()
    }
    return pictures
  }
}
