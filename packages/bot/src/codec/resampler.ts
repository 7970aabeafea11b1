import { AV_SAMPLE_FMT_S16, type AVSampleFormat } from 'node-av/constants'
import { type ChannelLayout, SoftwareResampleContext } from 'node-av/lib'
import { channelLayout, check } from './ffmpeg.ts'
import { bytesPerSample, type PcmFormat } from './frames.ts'

/** Sound as decoders and files have it. */
export interface SampleLayout {
  readonly sampleRate: number
  readonly layout: ChannelLayout
  readonly sampleFormat: AVSampleFormat
}

export const s16Layout = (sampleRate: number, channels: 1 | 2): SampleLayout => ({
  sampleRate,
  layout: channelLayout(channels),
  sampleFormat: AV_SAMPLE_FMT_S16,
})

/** Converts rate, channels and sample format to one of the SDK's formats. */
export class Resampler {
  readonly #context = new SoftwareResampleContext()
  readonly #to: PcmFormat
  #closed = false

  constructor(from: SampleLayout, to: PcmFormat) {
    this.#to = to
    const out = s16Layout(to.sampleRate, to.channels)
    try {
      check(
        this.#context.allocSetOpts2(
          out.layout,
          out.sampleFormat,
          out.sampleRate,
          from.layout,
          from.sampleFormat,
          from.sampleRate,
        ),
        'set up resampling',
      )
      // FFmpeg's own matrix would make mono quieter by 3 dB on each of two sides.
      if (from.layout.nbChannels === 1 && to.channels === 2) check(this.#context.setMatrix([1, 1], 1), 'set the mix')
      check(this.#context.init(), 'begin resampling')
    } catch (error) {
      this.close()
      throw error
    }
  }

  /** @param planes one buffer for interleaved samples, one a channel for planar ones */
  convert(planes: readonly Buffer[], samples: number): Buffer {
    return this.#convert([...planes], samples)
  }

  /** What the filter still holds: a fraction of a millisecond. */
  flush(): Buffer {
    return this.#convert(null, 0)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#context.free()
  }

  #convert(planes: Buffer[] | null, samples: number): Buffer {
    const frameBytes = bytesPerSample * this.#to.channels
    const room = check(this.#context.getOutSamples(samples), 'resample')
    const out = Buffer.allocUnsafe(Math.max(room, 1) * frameBytes)
    const converted = check(this.#context.convertSync([out], room, planes, samples), 'resample')
    return out.subarray(0, converted * frameBytes)
  }
}
