import { MrtcError } from '@mrtc/protocol'
import { AV_SAMPLE_FMT_S16, FF_ENCODER_LIBOPUS } from 'node-av/constants'
import { CodecContext, Frame, Packet, Rational } from 'node-av/lib'
import type { EncodedFrame } from '../webrtc/index.ts'
import { channelLayout, check, findEncoder, openCodec } from './ffmpeg.ts'
import { bytesPerMs, type PcmFormat, rms, toDbov } from './frames.ts'

/** Of one packet: what WebRTC uses by default. */
export const opusFrameMs = 20

const bitrateBps = { 1: 32_000, 2: 96_000 } as const

/** Encodes 20 ms of sound at a time. */
export class OpusEncoder {
  readonly frameSizeBytes: number
  readonly #context = new CodecContext()
  readonly #frame = new Frame()
  readonly #packet = new Packet()
  #samples = 0n
  #closed = false

  constructor({ sampleRate, channels }: PcmFormat) {
    const codec = findEncoder(FF_ENCODER_LIBOPUS)
    this.frameSizeBytes = opusFrameMs * bytesPerMs({ sampleRate, channels } as PcmFormat)
    this.#context.allocContext3(codec)
    this.#context.sampleRate = sampleRate
    this.#context.sampleFormat = AV_SAMPLE_FMT_S16
    this.#context.channelLayout = channelLayout(channels)
    this.#context.bitRate = BigInt(bitrateBps[channels])
    this.#context.timeBase = new Rational(1, sampleRate)
    this.#packet.alloc()
    this.#frame.alloc()
    this.#frame.format = AV_SAMPLE_FMT_S16
    this.#frame.sampleRate = sampleRate
    this.#frame.channelLayout = channelLayout(channels)
    this.#frame.nbSamples = (sampleRate * opusFrameMs) / 1000
    try {
      openCodec(this.#context, codec, {
        application: channels === 1 ? 'voip' : 'audio',
        frame_duration: String(opusFrameMs),
        // Each packet carries the one before at low quality, for receivers that lost it.
        fec: '1',
        packet_loss: '10',
      })
      check(this.#frame.getBuffer(0), 'allocate sound')
    } catch (error) {
      this.close()
      throw error
    }
  }

  /** @param pcm exactly `frameSizeBytes` */
  encode(pcm: Buffer, timestampMs: number): EncodedFrame {
    if (this.#closed) throw new MrtcError('MEDIA_FAILED', 'The encoder is closed.')
    if (pcm.length !== this.frameSizeBytes) {
      throw new RangeError(`${pcm.length} bytes are not ${opusFrameMs} ms of sound`)
    }
    check(this.#frame.makeWritable(), 'reuse sound')
    check(this.#frame.fromBuffer(pcm), 'copy sound')
    this.#frame.pts = this.#samples
    this.#samples += BigInt(this.#frame.nbSamples)
    check(this.#context.sendFrameSync(this.#frame), 'encode sound')
    check(this.#context.receivePacketSync(this.#packet), 'encode sound')
    try {
      const data = Buffer.from(this.#packet.data ?? [])
      return { data, timestampMs, keyFrame: true, levelDbov: toDbov(rms(pcm)) }
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
}
