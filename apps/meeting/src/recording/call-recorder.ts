import { type ReadableStore, type RoomPort, Store } from '@mrtc/client'
import type { RoomModel } from '@mrtc/react'
import { type RecordedFile, type Recording, type RecordingCodec, saveFile, startRecording } from '@mrtc/web-sdk'
import { fileNameAt } from './file-name.ts'
import { isSame, type Recorded, type RecordedFeed, recordedOf } from './recorded.ts'

export interface RecordingWish {
  readonly codec: RecordingCodec
  readonly size: { readonly width: number; readonly height: number }
  /** The time of day in the upper left corner. */
  readonly withTime: boolean
  /** A line below it. */
  readonly text?: string
}

/** What takes part: the running time, without pauses. */
export interface Clock {
  readonly beforeMs: number
  /** Of `performance.now()`; undefined while it rests. */
  readonly since: number | undefined
}

export type RecorderState =
  | { readonly state: 'off' }
  | { readonly state: 'starting' }
  | { readonly state: 'recording' | 'paused'; readonly clock: Clock }
  | { readonly state: 'saving' }
  | { readonly state: 'saved'; readonly file: RecordedFile; readonly name: string }

export type RecorderProblem = 'nothing' | 'unsupported' | 'failed'

type RecordingPort = Pick<Recording, 'pause' | 'resume' | 'setStreams' | 'stop' | 'on'>

export interface CallRecorderOptions {
  readonly room: RoomPort
  readonly model: RoomModel
  readonly onProblem: (problem: RecorderProblem) => void
  /** Others are told. @param to everyone, or who came just now */
  readonly announce: (isRecording: boolean, to?: readonly string[]) => void
  /** @default the SDK's */
  readonly start?: (...args: Parameters<typeof startRecording>) => Promise<RecordingPort>
  /** @default downloads */
  readonly save?: typeof saveFile
}

/** A whole hour in one file; the guide's slices are for pages that upload them. Milliseconds. */
const wholeCallMs = 24 * 3_600_000
const timeMark = { x: 20, y: 20, fontSize: 24 } as const
const textMark = { x: 20, y: 56, fontSize: 24 } as const

const problemOf = (error: unknown): RecorderProblem => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'PARAMETER_INVALID') return 'nothing'
  return code === 'CODEC_UNSUPPORTED' ? 'unsupported' : 'failed'
}

export const elapsedMs = ({ beforeMs, since }: Clock, now = performance.now()): number =>
  beforeMs + (since === undefined ? 0 : now - since)

/** A recording of the call in this browser. Everyone in the room is told of it, those who come later too. */
export class CallRecorder {
  readonly #options: CallRecorderOptions
  readonly #state = new Store<RecorderState>({ state: 'off' })
  readonly #offs: (() => void)[]
  #recording: RecordingPort | undefined
  #recorded: Recorded | undefined

  constructor(options: CallRecorderOptions) {
    this.#options = options
    const { room, model } = options
    const follow = () => this.#follow()
    this.#offs = [
      model.view.subscribe(follow),
      model.subscriber.receptions.subscribe(follow),
      room.on('participantJoined', ({ uid }) => {
        if (this.#recording !== undefined) options.announce(true, [uid])
      }),
    ]
  }

  get store(): ReadableStore<RecorderState> {
    return this.#state
  }

  async start({ codec, size, withTime, text }: RecordingWish): Promise<void> {
    const { state } = this.#state.get()
    if (state !== 'off' && state !== 'saved') return
    this.#state.set({ state: 'starting' })
    const recorded = this.#now()
    try {
      const recording = await (this.#options.start ?? startRecording)({
        ...recorded,
        codec,
        size,
        sliceMs: wholeCallMs,
        watermarks: [
          ...(withTime ? [{ kind: 'time', ...timeMark } as const] : []),
          ...(text ? [{ kind: 'text', text, ...textMark } as const] : []),
        ],
      })
      recording.on('failed', () => this.#failed())
      this.#recording = recording
      this.#recorded = recorded
      this.#state.set({ state: 'recording', clock: { beforeMs: 0, since: performance.now() } })
      this.#options.announce(true)
      this.#follow()
    } catch (error) {
      this.#state.set({ state: 'off' })
      this.#options.onProblem(problemOf(error))
    }
  }

  async pause(): Promise<void> {
    const current = this.#state.get()
    if (current.state !== 'recording') return
    const clock = { beforeMs: elapsedMs(current.clock), since: undefined }
    await this.#does((recording) => recording.pause(), { state: 'paused', clock })
  }

  async resume(): Promise<void> {
    const current = this.#state.get()
    if (current.state !== 'paused') return
    const clock = { ...current.clock, since: performance.now() }
    await this.#does((recording) => recording.resume(), { state: 'recording', clock })
  }

  /** Ends it and saves the file. */
  async stop(): Promise<void> {
    const recording = this.#recording
    if (recording === undefined) return
    this.#recording = undefined
    this.#state.set({ state: 'saving' })
    this.#options.announce(false)
    try {
      const file = await recording.stop()
      this.#state.set({ state: 'saved', file, name: fileNameAt(new Date(), file.extension) })
      this.save()
    } catch (error) {
      this.#state.set({ state: 'off' })
      this.#options.onProblem(problemOf(error))
    }
  }

  /** Saves what was recorded once more. */
  save(): void {
    const current = this.#state.get()
    if (current.state === 'saved') (this.#options.save ?? saveFile)(current.file.blob, current.name)
  }

  /** Lets go of the file. */
  dismiss(): void {
    if (this.#state.get().state === 'saved') this.#state.set({ state: 'off' })
  }

  /** What runs is saved: who leaves a call wants what they recorded of it. */
  close(): void {
    for (const off of this.#offs.splice(0)) off()
    void this.stop()
  }

  async #does(act: (recording: RecordingPort) => Promise<void>, next: RecorderState): Promise<void> {
    const recording = this.#recording
    if (recording === undefined) return
    try {
      await act(recording)
      if (this.#recording === recording) this.#state.set(next)
    } catch {
      // It tells of its end by itself.
    }
  }

  #failed(): void {
    if (this.#recording === undefined) return
    this.#recording = undefined
    this.#state.set({ state: 'off' })
    this.#options.announce(false)
    this.#options.onProblem('failed')
  }

  #now(): Recorded {
    const { room, model } = this.#options
    const entries: RecordedFeed[] = []
    for (const feed of room.feeds.values()) {
      const reception = model.subscriber.receptions.get().get(feed.feedId)
      const tracks = room.publications.get(feed.feedId)?.tracks
      if (tracks !== undefined) entries.push({ feed, tracks })
      else if (reception?.state === 'receiving') entries.push({ feed, tracks: reception.tracks })
    }
    return recordedOf(entries)
  }

  /** Who comes is recorded too. */
  #follow(): void {
    if (this.#recording === undefined || this.#recorded === undefined) return
    const recorded = this.#now()
    if (isSame(recorded, this.#recorded)) return
    this.#recorded = recorded
    this.#recording.setStreams(recorded.streams, recorded.sounds)
  }
}
