import { MrtcError } from '@mrtc/protocol'
import type { Logger } from 'pino'
import type { Ingest } from '../media/index.ts'
import type { VodConfig } from './config.ts'
import type { PlaybackEnd, PlaybackOrder, VodPlayer } from './contract.ts'
import { assertMayFetch, fetchFile } from './fetch-file.ts'
import { ProgramMissingError } from './guarded-process.ts'
import { play } from './play.ts'
import { probe } from './probe.ts'
import { openTemporaryFile } from './temporary-file.ts'

/** What is decoded, in pixels a frame: 4K. */
const pixelsMax = 4_096 * 2_304
const secondsPerMinute = 60

interface Playback {
  readonly order: PlaybackOrder
  readonly abort: AbortController
  /** Its stage has heard of its end. */
  isOver: boolean
  ingest: Ingest | undefined
  done: Promise<void>
}

/** Files that play, each in a process of its own. */
export class VodService implements VodPlayer {
  readonly #config: VodConfig
  /** Of files while they are played. */
  readonly #folder: string
  readonly #log: Logger
  readonly #playbacks = new Map<string, Playback>()

  constructor({ config, folder, log }: { readonly config: VodConfig; readonly folder: string; readonly log: Logger }) {
    this.#config = config
    this.#folder = folder
    this.#log = log
  }

  start(order: PlaybackOrder): void {
    const { vodId, roomId, source } = order
    this.#assertPlace(roomId)
    if ('url' in source) assertMayFetch(source.url, this.#config.allowPrivateNetworks)
    const begun = { isOver: false, ingest: undefined, done: Promise.resolve() }
    const playback: Playback = { order, abort: new AbortController(), ...begun }
    this.#playbacks.set(vodId, playback)
    playback.done = this.#play(playback)
      .then(() => this.#over(playback, { reason: 'finished' }))
      .catch((error: Error) => this.#over(playback, { reason: 'failed', error }))
      .finally(() => {
        // Last: whoever watches is told of the end of the feed, not of its media's.
        playback.ingest?.close()
        this.#playbacks.delete(vodId)
      })
  }

  stop(roomId: string, vodId: string): void {
    const playback = this.#playbacks.get(vodId)
    if (!playback || playback.isOver || playback.order.roomId !== roomId) {
      throw new MrtcError('VOD_NOT_FOUND', undefined, { field: 'vodId' })
    }
    this.#stop(playback)
  }

  roomEnded(roomId: string): void {
    for (const playback of this.#playbacks.values()) if (playback.order.roomId === roomId) this.#stop(playback)
  }

  /** Resolves when no process is left. */
  async close(): Promise<void> {
    const playbacks = [...this.#playbacks.values()]
    for (const playback of playbacks) this.#stop(playback)
    await Promise.all(playbacks.map(({ done }) => done))
  }

  #stop(playback: Playback): void {
    this.#over(playback, { reason: 'stopped' })
    playback.abort.abort()
  }

  async #play(playback: Playback): Promise<void> {
    const { order, abort } = playback
    const { source, startTimeoutMs, stage } = order
    const { maxSizeBytes, maxMinutes, allowPrivateNetworks, ffmpeg, ffprobe } = this.#config
    const startTimer = setTimeout(() => abort.abort(startTimeout(startTimeoutMs)), startTimeoutMs)
    const { signal } = abort
    const file = await openTemporaryFile(this.#folder)
    try {
      await fetchFile(source, { file, maxSizeBytes, allowPrivateNetworks, signal })
      const media = await probe({ ffprobe, file, signal })
      this.#assertPlayable(media)
      signal.throwIfAborted()
      const ingest = await stage.ingest(media.kinds, () => abort.abort(new MrtcError('MEDIA_UNAVAILABLE')))
      playback.ingest = ingest
      const onStarted = () => {
        clearTimeout(startTimer)
        if (!signal.aborted) stage.started(ingest)
      }
      await play({ ffmpeg, file, ingest, maxMinutes, signal, onStarted })
    } finally {
      clearTimeout(startTimer)
      await file.close()
    }
  }

  #over(playback: Playback, end: PlaybackEnd): void {
    if (playback.isOver) return
    playback.isOver = true
    const { vodId, roomId, stage } = playback.order
    const error = end.error && asMrtcError(end.error)
    // Most files that do not play are no fault of ours.
    const level = error?.kind === 'server' ? 'warn' : 'info'
    if (end.error) this.#log[level]({ vodId, roomId, err: end.error }, 'a file does not play')
    stage.ended({ ...end, ...(error ? { error } : {}) })
  }

  #assertPlace(roomId: string): void {
    const { maxPlaying, maxPlayingPerRoom } = this.#config
    const playing = [...this.#playbacks.values()].filter(({ isOver }) => !isOver)
    if (maxPlaying === 0) throw new MrtcError('VOD_UNAVAILABLE', 'This server plays no files: vod.maxPlaying is 0.')
    if (playing.length >= maxPlaying) throw new MrtcError('VOD_LIMIT', undefined, { data: { maxPlaying } })
    if (playing.filter(({ order }) => order.roomId === roomId).length < maxPlayingPerRoom) return
    const text = `In a room ${maxPlayingPerRoom} files can be played at a time: stop one first.`
    throw new MrtcError('VOD_LIMIT', text, { data: { maxPlayingPerRoom } })
  }

  #assertPlayable({ durationSeconds, pixels }: Awaited<ReturnType<typeof probe>>): void {
    const { maxMinutes } = this.#config
    if (durationSeconds !== undefined && durationSeconds > maxMinutes * secondsPerMinute) {
      throw new MrtcError('VOD_UNPLAYABLE', `A file to play may be ${maxMinutes} minutes long, this one is longer.`)
    }
    if (pixels > pixelsMax) throw new MrtcError('VOD_UNPLAYABLE', 'The picture of this file is larger than 4K.')
  }
}

function startTimeout(startTimeoutMs: number): MrtcError {
  return new MrtcError('REQUEST_TIMEOUT', `The file did not play within ${startTimeoutMs} ms.`)
}

function asMrtcError(error: Error): MrtcError {
  if (error instanceof MrtcError) return error
  if (error instanceof ProgramMissingError) return new MrtcError('VOD_UNAVAILABLE', undefined, { cause: error })
  return new MrtcError('VOD_UNPLAYABLE', 'The file could not be played to its end.', { cause: error })
}
