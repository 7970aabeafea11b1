import { Emitter } from '@mrtc/client/emitter'
import { MrtcError } from '@mrtc/protocol/errors'
import { readFrames } from '../platform/index.ts'
import { recorderSettings } from './encoders.ts'
import {
  type CheckedOptions,
  checkOptions,
  checkStreams,
  type RecordedStream,
  type RecordingOptions,
  type Watermark,
} from './options.ts'
import { SoundMix } from './sound-mix.ts'
import type { DrawnWatermark, FromRecorder, RecorderSettings, WrittenFile } from './worker/messages.ts'
import { failed, WorkerPort } from './worker-port.ts'

/** What was recorded. The Blob's type says which container it is, its parts lie where the browser keeps Blobs. */
export interface RecordedFile {
  readonly blob: Blob
  readonly durationMs: number
  /** For a file's name, with its dot. */
  readonly extension: '.mp4' | '.webm'
}

/** What a recording tells. */
export type RecordingEvents = {
  /** A part of `sliceMs`, or the last one: a file that plays by itself. */
  sliced: [RecordedFile]
  /** It broke off; what was sliced before is good. The last event. */
  failed: [MrtcError]
}

/** The life of a recording. */
export type RecordingState = 'recording' | 'paused' | 'stopped' | 'failed'

/** A recording that runs, see {@link startRecording}. */
export class Recording extends Emitter<RecordingEvents> {
  readonly #options: CheckedOptions
  readonly #settings: RecorderSettings
  readonly #mix: SoundMix | undefined
  readonly #port: WorkerPort
  #state: RecordingState = 'recording'
  #stopping: Promise<RecordedFile> | undefined

  /** @internal */
  constructor(options: CheckedOptions, settings: RecorderSettings, worker: Worker) {
    super()
    this.#options = options
    this.#settings = settings
    this.#mix = options.kinds.includes('audio') ? new SoundMix() : undefined
    this.#port = new WorkerPort(worker, (message) => this.#hear(message))
  }

  get state(): RecordingState {
    return this.#state
  }

  /** @internal */
  async start(): Promise<void> {
    const { streams, sounds } = this.#options
    try {
      const watermarks = await drawn(this.#options.watermarks)
      const pictures = this.#pictures(streams)
      this.#mix?.setTracks([...soundOf(streams), ...sounds])
      const sound = this.#mix === undefined ? undefined : readFrames<AudioData>(this.#mix.track)
      await this.#port.ask({ type: 'start', settings: this.#settings, pictures, sound, watermarks }, 'started', [
        ...pictures,
        ...(sound ? [sound] : []),
        ...bitmapsOf(watermarks),
      ])
    } catch (error) {
      await this.#release()
      throw error
    }
  }

  /** The time until {@link resume} is not recorded. Does nothing when paused already. @throws MrtcError MEDIA_FAILED */
  async pause(): Promise<void> {
    this.#mustRun()
    await this.#port.ask({ type: 'pause' }, 'paused')
    if (this.#state === 'recording') this.#state = 'paused'
  }

  /** @throws MrtcError MEDIA_FAILED */
  async resume(): Promise<void> {
    this.#mustRun()
    await this.#port.ask({ type: 'resume' }, 'resumed')
    if (this.#state === 'paused') this.#state = 'recording'
  }

  /**
   * Records other streams from now on, or the same with other tracks (a subscription's tracks are new after its media was
   * built anew).
   * @param sounds more sound, instead of that before
   * @throws MrtcError PARAMETER_INVALID, MEDIA_FAILED
   */
  setStreams(streams: readonly RecordedStream[], sounds: readonly MediaStreamTrack[] = []): void {
    this.#mustRun()
    checkStreams(streams)
    this.#mix?.setTracks([...soundOf(streams), ...sounds])
    const pictures = this.#pictures(streams)
    this.#port.send({ type: 'setPictures', pictures }, pictures)
  }

  /** Instead of those before. @throws MrtcError MEDIA_FAILED */
  async setWatermarks(watermarks: readonly Watermark[]): Promise<void> {
    this.#mustRun()
    const marks = await drawn(watermarks)
    this.#port.send({ type: 'setWatermarks', watermarks: marks }, bitmapsOf(marks))
  }

  /** Ends the recording and gives all of it. Further calls give the same file. @throws MrtcError MEDIA_FAILED */
  stop(): Promise<RecordedFile> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  /** Ends it without a file, for example when the page does not want it any more. Idempotent. */
  async close(): Promise<void> {
    if (this.#state !== 'failed') this.#state = 'stopped'
    await this.#release()
  }

  async #stop(): Promise<RecordedFile> {
    this.#mustRun()
    try {
      return this.#file(await this.#port.ask({ type: 'stop' }, 'stopped'))
    } finally {
      await this.close()
    }
  }

  #hear(message: FromRecorder): void {
    if (message.type === 'sliced') this.emit('sliced', this.#file(message))
    if (message.type !== 'failed' || this.#state === 'failed' || this.#state === 'stopped') return
    this.#state = 'failed'
    void this.#release()
    this.emit('failed', failed(message.message))
  }

  #file({ blob, durationMs }: WrittenFile): RecordedFile {
    return { blob, durationMs, extension: `.${this.#settings.container}` }
  }

  #pictures(streams: readonly RecordedStream[]): ReadableStream<VideoFrame>[] {
    if (!this.#options.kinds.includes('video')) return []
    const tracks = streams.map(({ video }) => video).filter((track) => track?.readyState === 'live')
    return tracks.map((track) => readFrames<VideoFrame>(track as MediaStreamTrack))
  }

  #mustRun(): void {
    if (this.#state !== 'recording' && this.#state !== 'paused') throw failed('it is over')
  }

  async #release(): Promise<void> {
    this.#port.close()
    await this.#mix?.close()
  }
}

function soundOf(streams: readonly RecordedStream[]): MediaStreamTrack[] {
  return streams.map(({ audio }) => audio).filter((track) => track !== undefined)
}

async function drawn(watermarks: readonly Watermark[]): Promise<DrawnWatermark[]> {
  return Promise.all(
    watermarks.map(async (mark) => {
      if (mark.kind !== 'image') return mark
      try {
        return { ...mark, image: await createImageBitmap(mark.image) }
      } catch (cause) {
        throw new MrtcError('PARAMETER_INVALID', 'The image of a watermark cannot be read: it has to be loaded.', {
          field: 'watermarks',
          cause,
        })
      }
    }),
  )
}

function bitmapsOf(watermarks: readonly DrawnWatermark[]): ImageBitmap[] {
  return watermarks.flatMap((mark) => (mark.kind === 'image' ? [mark.image] : []))
}

/**
 * Begins to record; resolves when it does.
 * @throws MrtcError PARAMETER_INVALID (`field`: `streams`, `kinds` when no stream has any of them, `size`, `frameRate`,
 *   `sliceMs`, `watermarks`), CODEC_UNSUPPORTED, MEDIA_FAILED, REQUEST_ABORTED
 */
export async function startRecording(options: RecordingOptions): Promise<Recording> {
  const checked = checkOptions(options)
  const settings = await recorderSettings(checked)
  const { RecorderWorker } = await import('./recorder-worker.ts')
  if (options.signal?.aborted) throw new MrtcError('REQUEST_ABORTED')
  const recording = new Recording(checked, settings, new RecorderWorker({ name: 'mrtc-recording' }))
  await recording.start()
  if (!options.signal?.aborted) return recording
  await recording.close()
  throw new MrtcError('REQUEST_ABORTED')
}
