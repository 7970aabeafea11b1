import { H264Encoder, type VideoCodecName, VideoDecoder } from '../codec/index.ts'
import { nalType, nalTypeOf, type PictureSize, readPictureSize, splitAnnexB } from '../h264/index.ts'
import type { EncodedFrame } from '../webrtc/index.ts'
import type { RtcVideoData } from './types.ts'

export interface H264OutputOptions {
  readonly framesPerSecond: number
  readonly bitrateBps: number
}

/** Received video for an application that wants H264: passed on as it is, other codecs encoded anew. */
export class H264Output {
  readonly #options: H264OutputOptions
  #size: PictureSize = { width: 0, height: 0 }
  #transcoder: { readonly decoder: VideoDecoder; encoder: H264Encoder | undefined } | undefined

  constructor(options: H264OutputOptions) {
    this.#options = options
  }

  receive(frame: EncodedFrame, codec: VideoCodecName): RtcVideoData[] {
    return codec === 'H264' ? [this.#pass(frame)] : this.#transcode(frame, codec)
  }

  close(): void {
    this.#transcoder?.decoder.close()
    this.#transcoder?.encoder?.close()
    this.#transcoder = undefined
  }

  #pass(frame: EncodedFrame): RtcVideoData {
    if (frame.keyFrame) {
      const sps = splitAnnexB(frame.data).find((nalUnit) => nalTypeOf(nalUnit) === nalType.sps)
      this.#size = (sps && readPictureSize(sps)) ?? this.#size
    }
    return { dataY: frame.data, length: frame.data.length, ...this.#size, timestamp: frame.timestampMs }
  }

  #transcode(frame: EncodedFrame, codec: VideoCodecName): RtcVideoData[] {
    this.#transcoder ??= { decoder: new VideoDecoder(codec), encoder: undefined }
    const transcoder = this.#transcoder
    return transcoder.decoder.decode(frame).flatMap((picture) => {
      const { width, height } = picture
      if (transcoder.encoder?.options.width !== width || transcoder.encoder.options.height !== height) {
        transcoder.encoder?.close()
        transcoder.encoder = new H264Encoder({ width, height, ...this.#options })
      }
      const encoded = transcoder.encoder.encode(picture, { keyFrame: frame.keyFrame })
      if (encoded === undefined) return []
      return [{ dataY: encoded.data, length: encoded.data.length, width, height, timestamp: picture.timestampMs }]
    })
  }
}
