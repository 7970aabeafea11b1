import { Emitter } from '@mrtc/client/emitter'
import { MrtcError } from '@mrtc/protocol/errors'
import { effectFailed } from '../effect-error.ts'
import { type FrameRoute, routeOf } from './frame-route.ts'
import type { BackgroundStatistics, DrawnBackground, FromBackground, ToBackground } from './messages.ts'
import { type Background, type CheckedCutOut, type CutOutOptions, checkCutOut } from './options.ts'
import { stillImage } from './still-image.ts'

/** Runtime and model are 3 MB: seconds on a slow line. */
const answerTimeoutMs = 60_000

/** What a background tells. */
export type VideoBackgroundEvents = {
  /**
   * The person cannot be told from the background any more, although that had worked: all of the picture is blurred
   * until another {@link VideoBackground.set} succeeds.
   */
  failed: [MrtcError]
  /** Its track is over: the source ended, or the track was stopped, or it was closed. The last event. */
  ended: []
}

export interface VideoBackgroundOptions extends CutOutOptions {
  readonly background: Background
  readonly signal?: AbortSignal
}

type DoneMessage = Extract<FromBackground, { type: 'done' }>

/** A track with another background than its source, see {@link startVideoBackground}. */
export class VideoBackground extends Emitter<VideoBackgroundEvents> {
  readonly #worker: Worker
  readonly #route: FrameRoute
  readonly #waiting = new Map<number, PromiseWithResolvers<DoneMessage>>()
  #background: Background = { kind: 'none' }
  #source: MediaStreamTrack
  #lastId = 0
  #isClosed = false

  /** @internal */
  constructor(worker: Worker, source: MediaStreamTrack) {
    super()
    this.#worker = worker
    this.#source = source
    this.#route = routeOf(source)
    this.track.addEventListener('ended', () => this.close())
    worker.onmessage = ({ data }: MessageEvent<FromBackground>) => this.#hear(data)
    worker.onerror = ({ message }) =>
      this.#broke(`The background worker did not start or broke off${message ? `: ${message}` : ''}.`)
    source.addEventListener('ended', this.#sourceEnded)
  }

  /** To publish and show. It ends when the source does by itself; stop it with {@link close}. */
  get track(): MediaStreamTrack {
    return this.#route.track
  }

  /** What was asked for last. */
  get background(): Background {
    return this.#background
  }

  /** @internal */
  start(files: Extract<ToBackground, { type: 'start' }>['files'], cutOut: CheckedCutOut): void {
    const { streams } = this.#route
    this.#send({ type: 'start', files, cutOut, streams }, streams ? [streams.readable, streams.writable] : [])
    this.#route.begin((message, transferred) => this.#send(message, transferred))
  }

  /**
   * Another background, on the same track. While it is loaded, and when it fails, all of the picture is blurred; `none`
   * shows what the source shows.
   * @throws MrtcError PARAMETER_INVALID (nothing changed), MEDIA_FAILED, REQUEST_ABORTED
   */
  async set(background: Background, { signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    const drawn = await drawable(background)
    this.#background = background
    const images = drawn.kind === 'image' ? [drawn.image] : []
    await this.#ask((id) => ({ type: 'setBackground', id, background: drawn }), images, signal)
  }

  /** Another camera, under the same track and background. The one before is not stopped. */
  replaceSource(source: MediaStreamTrack): void {
    this.#source.removeEventListener('ended', this.#sourceEnded)
    this.#source = source
    source.addEventListener('ended', this.#sourceEnded)
    this.#route.setSource(source)
  }

  /** What it costs. @throws MrtcError MEDIA_FAILED */
  async statistics(): Promise<BackgroundStatistics> {
    const { statistics } = await this.#ask((id) => ({ type: 'tellStatistics', id }))
    return statistics ?? { frames: 0, frameMs: 0, segmentationMs: 0 }
  }

  /** Ends the track and its worker, not the source. Idempotent. */
  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#source.removeEventListener('ended', this.#sourceEnded)
    this.#route.close()
    this.#worker.terminate()
    for (const waiting of this.#waiting.values()) waiting.reject(effectFailed('The background was closed.'))
    this.emit('ended')
  }

  /** Our track ends as the source did, with its event: it is all that some know. */
  readonly #sourceEnded = () => {
    if (this.#route.streams) {
      this.#send({ type: 'end' })
      return
    }
    this.track.stop()
    this.track.dispatchEvent(new Event('ended'))
  }

  #hear(message: FromBackground): void {
    switch (message.type) {
      case 'done':
        this.#waiting.get(message.id)?.resolve(message)
        return
      case 'failed': {
        const error = effectFailed(`People cannot be told from the background: ${message.message}.`)
        if (message.id === undefined) this.emit('failed', error)
        else this.#waiting.get(message.id)?.reject(error)
        return
      }
      case 'drawn':
        this.#route.drawn(message)
        return
      case 'stopped':
        this.close()
    }
  }

  /** Without its worker no picture comes any more. */
  #broke(message: string): void {
    const error = effectFailed(message)
    for (const waiting of this.#waiting.values()) waiting.reject(error)
    if (this.#waiting.size === 0) this.emit('failed', error)
    this.close()
    this.track.dispatchEvent(new Event('ended'))
  }

  async #ask(
    message: (id: number) => ToBackground,
    transferred: readonly Transferable[] = [],
    signal?: AbortSignal,
  ): Promise<DoneMessage> {
    if (this.#isClosed) throw effectFailed('The background was closed.')
    this.#lastId += 1
    const id = this.#lastId
    const waiting = Promise.withResolvers<DoneMessage>()
    this.#waiting.set(id, waiting)
    const timer = setTimeout(
      () => waiting.reject(effectFailed('The background worker does not answer.')),
      answerTimeoutMs,
    )
    const abort = () => waiting.reject(new MrtcError('REQUEST_ABORTED'))
    signal?.addEventListener('abort', abort)
    try {
      if (signal?.aborted) abort()
      this.#send(message(id), transferred)
      return await waiting.promise
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      this.#waiting.delete(id)
    }
  }

  #send(message: ToBackground, transferred: readonly Transferable[] = []): void {
    if (!this.#isClosed) this.#worker.postMessage(message, [...transferred])
  }
}

async function drawable(background: Background): Promise<DrawnBackground> {
  switch (background.kind) {
    case 'none':
      return { kind: 'none' }
    case 'blur':
      return { kind: 'blur', strength: background.strength ?? 'strong' }
    case 'image':
      return { kind: 'image', image: await stillImage(background) }
  }
}

/**
 * Blurs what is behind a person, or puts a picture there, by a model that runs in a worker of this page. The source stays
 * the caller's. Resolves when the background is there: no picture without it is seen on the track before.
 * @throws MrtcError PARAMETER_INVALID, MEDIA_FAILED (`data.reason` `unsupported` or `failed`), REQUEST_ABORTED
 */
export async function startVideoBackground(
  source: MediaStreamTrack,
  options: VideoBackgroundOptions,
): Promise<VideoBackground> {
  const cutOut = checkCutOut(options)
  const { signal } = options
  const { BackgroundWorker, modelFiles } = await import('./background-engine.ts').catch((cause: unknown) => {
    throw effectFailed(
      'The background effect could not be loaded: check the network and the files beside the SDK.',
      cause,
    )
  })
  if (signal?.aborted) throw new MrtcError('REQUEST_ABORTED')
  const worker = new BackgroundWorker({ name: 'mrtc background' })
  let started: VideoBackground | undefined
  try {
    started = new VideoBackground(worker, source)
    started.start(modelFiles, cutOut)
    await started.set(options.background, signal ? { signal } : {})
    return started
  } catch (error) {
    started?.close()
    worker.terminate()
    throw error
  }
}
