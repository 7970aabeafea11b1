import type { RecordedFile, RecordedStream } from '../recording/index.ts'
import type { NoticeName } from './callbacks.ts'
import type { Operation } from './codes.ts'
import { type BrowserRecordConfig, parseRecordConfig, parseStreamList } from './config/index.ts'
import type { MeetingContext } from './context.ts'
import { meetingError } from './failures.ts'
import { Fault, parameterFault, stateFault } from './fault.ts'
import type { StoppedRecording } from './method-types.ts'
import type { RecordingPort } from './ports.ts'
import { stateTexts } from './state.ts'

/** One recording by its id; ids are used once in a controller. */
type Recorded =
  | { readonly state: 'starting'; readonly abort: AbortController }
  | {
      readonly state: 'running'
      readonly recording: RecordingPort
      readonly sids: readonly number[]
      /** Its pictures need not be received as a whole any more. */
      readonly release: () => void
    }
  | { readonly state: 'stopped'; readonly file: RecordedFile; readonly url: string }
  | { readonly state: 'over' }

/** Each failure's callback, and the operation whose code it gives. */
const failures = {
  OnClientStartRecordFailed: 'startBrowserRecord',
  OnClientStopRecordFailed: 'stopBrowserRecord',
  OnClientPauseRecordFailed: 'pauseBrowserRecord',
  OnClientResumeRecordFailed: 'resumeBrowserRecord',
  OnClientDownloadRecordFailed: 'downloadBrowserRecord',
} as const satisfies Partial<Record<NoticeName, Operation>>

/** StartBrowserRecord and its siblings (guide 6.3.2): one recording at a time, of streams of the room that we are in. */
export class BrowserRecording {
  readonly #context: MeetingContext
  readonly #recorded = new Map<string, Recorded>()

  constructor(context: MeetingContext) {
    this.#context = context
  }

  /** OnClientStartRecordSuccess or OnClientStartRecordFailed. @throws MeetingError */
  async start(id: string, list: readonly number[], config: BrowserRecordConfig): Promise<void> {
    await this.#tell('OnClientStartRecordFailed', id, () => this.#start(id, list, config))
    this.#context.notify('OnClientStartRecordSuccess', id)
  }

  /** OnClientStopRecordSuccess or OnClientStopRecordFailed. @throws MeetingError */
  async stop(id: string): Promise<StoppedRecording> {
    const { file, url } = await this.#tell('OnClientStopRecordFailed', id, async () => {
      this.#assertInRoom()
      return this.#stop(id, this.#running(id))
    })
    this.#context.notify('OnClientStopRecordSuccess', url, file.blob, id)
    return { videoURL: url, blob: file.blob }
  }

  /** OnClientPauseRecordSuccess or OnClientPauseRecordFailed. @throws MeetingError */
  async pause(id: string): Promise<void> {
    await this.#tell('OnClientPauseRecordFailed', id, async () => {
      this.#assertInRoom()
      await this.#running(id).recording.pause()
    })
    this.#context.notify('OnClientPauseRecordSuccess', id)
  }

  /** OnClientResumeRecordSuccess or OnClientResumeRecordFailed. @throws MeetingError */
  async resume(id: string): Promise<void> {
    await this.#tell('OnClientResumeRecordFailed', id, async () => {
      this.#assertInRoom()
      await this.#running(id).recording.resume()
    })
    this.#context.notify('OnClientResumeRecordSuccess', id)
  }

  /** OnClientDownloadRecordSuccess or OnClientDownloadRecordFailed. @throws MeetingError */
  async download(id: string, fileName: string | undefined): Promise<void> {
    await this.#tell('OnClientDownloadRecordFailed', id, async () => {
      this.#assertInRoom()
      const recorded = this.#recorded.get(id)
      if (recorded?.state === 'running' || recorded?.state === 'starting') {
        throw new Fault('stillRecording', 'PARAMETER_INVALID', `The recording ${id} has to be stopped first.`)
      }
      if (recorded?.state !== 'stopped') throw notRecording(id)
      this.#context.ports.saveFile(recorded.file.blob, `${fileName || id}${recorded.file.extension}`)
    })
    this.#context.notify('OnClientDownloadRecordSuccess', id)
  }

  /** A stream has other tracks, or is over: the recordings that it is part of go on with what there is. */
  streamChanged(sid: number): void {
    for (const recorded of this.#recorded.values()) {
      if (recorded.state !== 'running' || !recorded.sids.includes(sid)) continue
      const streams = recorded.sids.flatMap((other) => this.#tracksOf(other) ?? [])
      if (streams.length > 0) recorded.recording.setStreams(streams)
    }
  }

  /** The room is over, and the recordings with it (guide 6.3.1, V 1.2.5). */
  roomOver(): void {
    for (const [id, recorded] of this.#recorded) {
      if (recorded.state === 'starting') recorded.abort.abort()
      if (recorded.state === 'running') void recorded.recording.close()
      if (recorded.state === 'stopped') URL.revokeObjectURL(recorded.url)
      this.#become(id, { state: 'over' })
    }
  }

  async #start(id: string, list: readonly number[], config: BrowserRecordConfig): Promise<void> {
    this.#assertInRoom()
    if (typeof id !== 'string' || id === '') throw parameterFault('clientRecordId', 'must be a text', 'recordIdUsed')
    if (this.#isBusy) throw new Fault('alreadyRecording', 'PARAMETER_INVALID', 'A recording runs already.')
    if (this.#recorded.has(id)) {
      throw parameterFault('clientRecordId', `${id} was used before: each recording has its own`, 'recordIdUsed')
    }
    const { size, codec, frameRate, ...settings } = parseRecordConfig(config)
    const sids = parseStreamList(list)
    const streams = sids.map((sid) => this.#checkedTracks(sid))
    if (!settings.kinds.some((kind) => streams.some((stream) => stream[kind]))) {
      throw parameterFault('stream_list', `none of these streams has ${settings.kinds.join(' or ')}`, 'tracksMissing')
    }
    const abort = new AbortController()
    this.#become(id, { state: 'starting', abort })
    try {
      const recording = await this.#context.ports.startRecording({
        ...settings,
        streams,
        ...(size === undefined ? {} : { size }),
        ...(codec === undefined ? {} : { codec }),
        ...(frameRate === undefined ? {} : { frameRate }),
        signal: abort.signal,
      })
      this.#follow(id, recording, sids)
    } catch (error) {
      // Nothing was recorded under it: it may be tried again.
      if (!abort.signal.aborted) this.#recorded.delete(id)
      throw error
    }
  }

  #follow(id: string, recording: RecordingPort, sids: readonly number[]): void {
    this.#become(id, { state: 'running', recording, sids, release: this.#receiveWhole(sids) })
    recording.on('sliced', ({ blob }) => this.#context.notify('OnClientRecordBlob', id, blob))
    recording.on('failed', (thrown) => {
      this.#become(id, { state: 'over' })
      const error = meetingError('stopBrowserRecord', thrown)
      this.#context.notify('OnClientStopRecordFailed', id, error.code, error.msg)
    })
  }

  async #stop(
    id: string,
    { recording }: { readonly recording: RecordingPort },
  ): Promise<{ file: RecordedFile; url: string }> {
    try {
      const file = await recording.stop()
      const url = URL.createObjectURL(file.blob)
      this.#become(id, { state: 'stopped', file, url })
      return { file, url }
    } catch (error) {
      this.#become(id, { state: 'over' })
      throw error
    }
  }

  #become(id: string, next: Recorded): void {
    const before = this.#recorded.get(id)
    if (before?.state === 'running') before.release()
    this.#recorded.set(id, next)
  }

  /** It is recorded whole, also what is out of sight. */
  #receiveWhole(sids: readonly number[]): () => void {
    const { state } = this.#context
    const ends = state.state === 'inRoom' ? sids.map((sid) => state.call.receiveWhole(sid)) : []
    return () => {
      for (const end of ends) end()
    }
  }

  get #isBusy(): boolean {
    return [...this.#recorded.values()].some(({ state }) => state === 'starting' || state === 'running')
  }

  #running(id: string): Extract<Recorded, { state: 'running' }> {
    const recorded = this.#recorded.get(id)
    if (recorded?.state === 'running') return recorded
    throw notRecording(id)
  }

  #tracksOf(sid: number): RecordedStream | undefined {
    const { state } = this.#context
    return state.state === 'inRoom' ? state.call.tracksOf(sid) : undefined
  }

  #checkedTracks(sid: number): RecordedStream {
    const tracks = this.#tracksOf(sid)
    if (tracks) return tracks
    throw parameterFault('stream_list', `no stream ${sid} is published or subscribed`, 'notPublishedOrSubscribed')
  }

  #assertInRoom(): void {
    const { state } = this.#context
    if (state.state !== 'inRoom') throw stateFault(`Not in a room: ${stateTexts[state.state]}.`)
  }

  async #tell<T>(callback: keyof typeof failures, id: string, act: () => Promise<T>): Promise<T> {
    try {
      return await act()
    } catch (thrown) {
      const error = meetingError(failures[callback], thrown)
      this.#context.notify(callback, id, error.code, error.msg)
      throw error
    }
  }
}

function notRecording(id: string): Fault {
  return new Fault('notRecording', 'PARAMETER_INVALID', `There is no recording ${id}.`)
}
