import { RecordingClock } from '../recording-clock.ts'
import { Composition } from './composition.ts'
import { FileWriter } from './file-writer.ts'
import type { DrawnWatermark, RecorderSettings, WrittenFile } from './messages.ts'
import { SoundEncoder } from './sound-encoder.ts'

const msPerSecond = 1_000
const microsecondsPerMs = 1_000
/** Players seek to key frames, and a file that broke off is good up to the last of them. */
const keyFrameIntervalMs = 4_000
/** A machine that encodes more slowly than this gets fewer pictures, not a growing backlog. */
const waitingPictures = 3

export interface RecorderSources {
  readonly pictures: readonly ReadableStream<VideoFrame>[]
  readonly sound: ReadableStream<AudioData> | undefined
  readonly watermarks: readonly DrawnWatermark[]
}

export interface RecorderListener {
  sliced(slice: WrittenFile): void
  failed(error: unknown): void
}

/** Draws, encodes and writes one recording. */
export class Recorder {
  readonly #settings: RecorderSettings
  readonly #clock = new RecordingClock()
  readonly #writer: FileWriter
  readonly #composition: Composition
  readonly #videoEncoder: VideoEncoder | undefined
  readonly #sound: SoundEncoder | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Of the last picture, counted in intervals of the frame rate. */
  #lastIndex = -1
  #lastKeyFrameMs = Number.NEGATIVE_INFINITY

  constructor(settings: RecorderSettings, sources: RecorderSources, listener: RecorderListener) {
    this.#settings = settings
    this.#writer = new FileWriter(settings, (slice) => listener.sliced(slice))
    this.#composition = new Composition(settings.size)
    this.#composition.setPictures(sources.pictures)
    this.#composition.setWatermarks(sources.watermarks)
    const onError = (error: unknown) => listener.failed(error)
    if (settings.kinds.includes('video')) {
      this.#videoEncoder = new VideoEncoder({
        output: (chunk, metadata) => this.#writer.addVideo(chunk, metadata),
        error: onError,
      })
      this.#videoEncoder.configure(settings.video)
    }
    if (sources.sound !== undefined) {
      this.#sound = new SoundEncoder(sources.sound, {
        config: settings.audio,
        writer: this.#writer,
        elapsedMs: () => (this.#clock.isRunning ? this.#clock.elapsedMs(performance.now()) : undefined),
        onError,
      })
    }
  }

  start(): void {
    this.#clock.start(performance.now())
    this.#tick()
  }

  pause(): void {
    clearTimeout(this.#timer)
    this.#clock.pause(performance.now())
  }

  resume(): void {
    if (!this.#clock.isRunning) this.start()
  }

  setPictures(pictures: readonly ReadableStream<VideoFrame>[]): void {
    this.#composition.setPictures(pictures)
  }

  setWatermarks(watermarks: readonly DrawnWatermark[]): void {
    this.#composition.setWatermarks(watermarks)
  }

  async stop(): Promise<WrittenFile> {
    this.pause()
    await this.#sound?.stop()
    if (this.#videoEncoder?.state === 'configured') await this.#videoEncoder.flush()
    this.#videoEncoder?.close()
    this.#composition.close()
    return this.#writer.finish()
  }

  get #intervalMs(): number {
    return msPerSecond / this.#settings.frameRate
  }

  #tick(): void {
    const elapsedMs = this.#clock.elapsedMs(performance.now())
    this.#takePicture(elapsedMs)
    // From the start and not from now: late ticks do not add up.
    const nextMs = (Math.floor(elapsedMs / this.#intervalMs) + 1) * this.#intervalMs
    const delayMs = nextMs - this.#clock.elapsedMs(performance.now())
    this.#timer = setTimeout(() => this.#tick(), Math.max(0, delayMs))
  }

  #takePicture(elapsedMs: number): void {
    const encoder = this.#videoEncoder
    // A tick comes a little late: the picture gets the time that it was meant for, and players an even rate.
    const index = Math.round(elapsedMs / this.#intervalMs)
    if (encoder?.state !== 'configured' || encoder.encodeQueueSize >= waitingPictures || index <= this.#lastIndex)
      return
    this.#lastIndex = index
    this.#composition.draw(new Date())
    const timestamp = Math.round(index * this.#intervalMs * microsecondsPerMs)
    const keyFrame = this.#writer.needsKeyFrame(timestamp) || elapsedMs - this.#lastKeyFrameMs >= keyFrameIntervalMs
    if (keyFrame) this.#lastKeyFrameMs = elapsedMs
    const duration = Math.round(this.#intervalMs * microsecondsPerMs)
    const frame = new VideoFrame(this.#composition.canvas, { timestamp, duration })
    encoder.encode(frame, { keyFrame })
    frame.close()
  }
}
