import { MrtcError } from '@mrtc/protocol'
import {
  AV_NOPTS_VALUE,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUVJ420P,
  type AVPixelFormat,
  type AVSampleFormat,
  SWS_BILINEAR,
} from 'node-av/constants'
import { Codec, CodecContext, Frame, type Packet, SoftwareScaleContext, type Stream } from 'node-av/lib'
import { check, type I420Frame, i420FromBuffer, openCodec, type PcmFormat, Resampler } from '../codec/index.ts'

/** Decodes one stream of a file, whatever its codec, sample format or pixel format. */
export class ContainerDecoder {
  readonly #context = new CodecContext()
  readonly #frame = new Frame()
  readonly #converted = new Frame()
  #resampler: Resampler | undefined
  #scaler: SoftwareScaleContext | undefined

  constructor({ codecpar, timeBase }: Stream) {
    const codec = Codec.findDecoder(codecpar.codecId)
    if (codec === null) throw new MrtcError('CODEC_UNSUPPORTED', 'This FFmpeg has no decoder for the file.')
    this.#context.allocContext3(codec)
    this.#frame.alloc()
    this.#converted.alloc()
    try {
      check(this.#context.parametersToContext(codecpar), 'take over the stream')
      this.#context.pktTimebase = timeBase
      this.#context.threadCount = 1
      openCodec(this.#context, codec)
    } catch (error) {
      this.close()
      throw error
    }
  }

  /** @param packet null at the end, for what is held back */
  decodeSound(packet: Packet | null, format: PcmFormat): { data: Buffer; ptsMs: number | undefined }[] {
    const sounds = this.#decode(packet, (frame) => {
      this.#resampler ??= new Resampler(
        { sampleRate: frame.sampleRate, layout: frame.channelLayout, sampleFormat: frame.format as AVSampleFormat },
        format,
      )
      return this.#resampler.convert(frame.data ?? [], frame.nbSamples)
    })
    if (packet === null && this.#resampler !== undefined) {
      sounds.push({ result: this.#resampler.flush(), ptsMs: undefined })
    }
    return sounds.map(({ result, ptsMs }) => ({ data: result, ptsMs }))
  }

  /** @param packet null at the end, for what is held back */
  decodePictures(packet: Packet | null): { picture: I420Frame; ptsMs: number | undefined }[] {
    return this.#decode(packet, (frame) => {
      const { width, height, format } = frame
      const isI420 = format === AV_PIX_FMT_YUV420P || format === AV_PIX_FMT_YUVJ420P
      const packed = isI420 ? frame.toBuffer() : this.#toI420(frame)
      return i420FromBuffer(packed, { width, height, timestampMs: 0 })
    }).map(({ result, ptsMs }) => ({ picture: result, ptsMs }))
  }

  close(): void {
    this.#resampler?.close()
    this.#scaler?.freeContext()
    this.#frame.free()
    this.#converted.free()
    this.#context.freeContext()
  }

  /** Damaged packets are left out, as players do. */
  #decode<R>(packet: Packet | null, use: (frame: Frame) => R): { result: R; ptsMs: number | undefined }[] {
    const results: { result: R; ptsMs: number | undefined }[] = []
    if (this.#context.sendPacketSync(packet) < 0) return results
    while (this.#context.receiveFrameSync(this.#frame) === 0) {
      const pts = this.#frame.bestEffortTimestamp
      const ptsMs = pts === AV_NOPTS_VALUE ? undefined : Number(pts) * this.#context.pktTimebase.toDouble() * 1000
      results.push({ result: use(this.#frame), ptsMs })
      this.#frame.unref()
    }
    return results
  }

  #toI420(frame: Frame): Buffer {
    const { width, height, format } = frame
    if (this.#scaler === undefined) {
      this.#scaler = new SoftwareScaleContext()
      this.#scaler.getContext(width, height, format as AVPixelFormat, width, height, AV_PIX_FMT_YUV420P, SWS_BILINEAR)
    }
    check(this.#scaler.scaleFrameSync(this.#converted, frame), 'convert a picture')
    const packed = this.#converted.toBuffer()
    this.#converted.unref()
    return packed
  }
}
