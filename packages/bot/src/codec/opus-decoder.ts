import { MrtcError } from '@mrtc/protocol'
import { AV_SAMPLE_FMT_S16, FF_DECODER_LIBOPUS } from 'node-av/constants'
import { CodecContext, Frame, Packet, Rational } from 'node-av/lib'
import { channelLayout, findDecoder, openCodec } from './ffmpeg.ts'
import { bytesPerSample, type PcmFormat } from './frames.ts'
import { Resampler, s16Layout } from './resampler.ts'

/** The rate at which libopus gives its samples here. */
const opusSampleRate = 48_000

/** Decodes Opus packets to one of the SDK's formats. */
export class OpusDecoder {
  readonly #format: PcmFormat
  readonly #context = new CodecContext()
  readonly #packet = new Packet()
  readonly #frame = new Frame()
  readonly #resampler: Resampler | undefined
  #decodeErrors = 0
  #closed = false

  constructor(format: PcmFormat) {
    this.#format = format
    const codec = findDecoder(FF_DECODER_LIBOPUS)
    this.#context.allocContext3(codec)
    this.#context.sampleRate = opusSampleRate
    this.#context.sampleFormat = AV_SAMPLE_FMT_S16
    // libopus mixes stereo down by itself when one channel is wanted.
    this.#context.channelLayout = channelLayout(format.channels)
    this.#context.pktTimebase = new Rational(1, opusSampleRate)
    this.#packet.alloc()
    this.#frame.alloc()
    try {
      openCodec(this.#context, codec)
      this.#resampler =
        format.sampleRate === opusSampleRate
          ? undefined
          : new Resampler(s16Layout(opusSampleRate, format.channels), format)
    } catch (error) {
      this.close()
      throw error
    }
  }

  get decodeErrors(): number {
    return this.#decodeErrors
  }

  /** @returns the sound of the packet; empty when it was damaged */
  decode(data: Buffer): Buffer {
    if (this.#closed) throw new MrtcError('MEDIA_FAILED', 'The decoder is closed.')
    this.#packet.data = data
    const sent = this.#context.sendPacketSync(this.#packet)
    this.#packet.unref()
    if (sent < 0) {
      this.#decodeErrors++
      return Buffer.alloc(0)
    }
    const parts: Buffer[] = []
    while (this.#context.receiveFrameSync(this.#frame) === 0) {
      const { nbSamples } = this.#frame
      const samples = this.#frame.data?.[0]?.subarray(0, nbSamples * this.#format.channels * bytesPerSample)
      if (samples !== undefined) parts.push(this.#resampler?.convert([samples], nbSamples) ?? Buffer.from(samples))
      this.#frame.unref()
    }
    return Buffer.concat(parts)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#resampler?.close()
    this.#packet.free()
    this.#frame.free()
    this.#context.freeContext()
  }
}
