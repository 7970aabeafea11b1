import type { FileWriter } from './file-writer.ts'

const microsecondsPerSecond = 1_000_000
const microsecondsPerMs = 1_000
/** Less than this is the browser's jitter; more is sound that the mixer did not give, for example while it was suspended. */
const gapUs = 50_000

export interface SoundEncoderOptions {
  readonly config: AudioEncoderConfig
  readonly writer: FileWriter
  /** Of the recording; undefined while it is paused. */
  readonly elapsedMs: () => number | undefined
  readonly onError: (error: unknown) => void
}

/**
 * Encodes the mixed sound. Its time is counted in samples: pauses leave no gap, and what the mixer failed to give becomes
 * silence, so that sound and picture stay together.
 */
export class SoundEncoder {
  readonly #encoder: AudioEncoder
  readonly #reader: ReadableStreamDefaultReader<AudioData>
  readonly #options: SoundEncoderOptions
  readonly #reading: Promise<void>
  /** Where the next encoded chunk begins, in the time of the recording. */
  #positionUs: number | undefined
  /** Where the next sample is expected, in the mixer's time. */
  #expectedUs: number | undefined
  #stopped = false

  constructor(sound: ReadableStream<AudioData>, options: SoundEncoderOptions) {
    this.#options = options
    this.#encoder = new AudioEncoder({
      output: (chunk, metadata) => {
        const timestampUs = this.#positionUs ?? 0
        this.#positionUs = timestampUs + (chunk.duration ?? 0)
        options.writer.addAudio(chunk, metadata, timestampUs)
      },
      error: options.onError,
    })
    this.#encoder.configure(options.config)
    this.#reader = sound.getReader()
    this.#reading = this.#read().catch(options.onError)
  }

  /** Everything that was heard so far is written when it resolves. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#reader.cancel()
    await this.#reading
    if (this.#encoder.state === 'configured') await this.#encoder.flush()
    this.#encoder.close()
  }

  async #read(): Promise<void> {
    for (;;) {
      const { value: data } = await this.#reader.read()
      if (data === undefined) return
      try {
        this.#take(data)
      } finally {
        data.close()
      }
    }
  }

  #take(data: AudioData): void {
    const elapsedMs = this.#options.elapsedMs()
    if (elapsedMs === undefined || this.#stopped) {
      this.#expectedUs = undefined
      return
    }
    this.#positionUs ??= Math.max(0, elapsedMs * microsecondsPerMs - data.duration)
    const missingUs = data.timestamp - (this.#expectedUs ?? data.timestamp)
    if (missingUs > gapUs) this.#encodeSilence(data, missingUs)
    this.#expectedUs = data.timestamp + data.duration
    this.#encoder.encode(data)
  }

  #encodeSilence({ sampleRate, numberOfChannels, timestamp }: AudioData, durationUs: number): void {
    const numberOfFrames = Math.round((durationUs * sampleRate) / microsecondsPerSecond)
    const silence = new AudioData({
      format: 'f32',
      sampleRate,
      numberOfChannels,
      numberOfFrames,
      timestamp: timestamp - durationUs,
      data: new Float32Array(numberOfFrames * numberOfChannels),
    })
    this.#encoder.encode(silence)
    silence.close()
  }
}
