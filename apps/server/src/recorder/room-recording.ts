/** One recording that runs: from being started to its end. */
import {
  type ActiveRecording,
  MrtcError,
  type RecordingEnd,
  type RecordingFailure,
  type RecordingParameters,
  type RecordingState,
  type Watermark,
} from '@mrtc/protocol'
import type { Logger } from 'pino'
import { Capture } from './capture/capture.ts'
import type { RecordableRoom } from './contract.ts'
import { type RecordingEventCode, type RecordingNotice, recordingEventCodes } from './events.ts'

interface RoomRecordingOptions {
  readonly recordId: string
  /** Where its capture goes. */
  readonly dir: string
  readonly key: Buffer
  readonly room: RecordableRoom
  /** The uid. */
  readonly startedBy: string
  readonly parameters: RecordingParameters
  readonly maxMs: number
  readonly told: (notice: Pick<RecordingNotice, 'eventCode' | 'at' | 'feedId' | 'message'>) => void
  /** Called once, when all that was captured is on the disk. */
  readonly ended: (recording: RoomRecording) => Promise<void>
  readonly log: Logger
}

type Phase =
  /** Fewer feeds are being recorded than were asked for. */
  | { readonly phase: 'starting' }
  | { readonly phase: 'running' }
  | { readonly phase: 'over'; readonly endedAt: Date; readonly failure: string | undefined }

export class RoomRecording {
  readonly startedAt = new Date()
  readonly #options: RoomRecordingOptions
  readonly #capture: Capture
  #phase: Phase = { phase: 'starting' }
  #startTimer: NodeJS.Timeout | undefined
  #limitTimer: NodeJS.Timeout | undefined
  #ending: Promise<void> | undefined

  constructor(options: RoomRecordingOptions) {
    this.#options = options
    const { dir, key, recordId, room, parameters, log } = options
    this.#capture = new Capture({
      ...{ dir, key, recordId, room, parameters, log },
      now: Date.now,
      listener: {
        feedCaptured: (feedId) => this.#feedCaptured(feedId),
        feedFailed: (feedId, error) => this.#feedFailed(feedId, error),
        failed: (error) => this.#broken(error),
      },
    })
  }

  get recordId(): string {
    return this.#options.recordId
  }

  get room(): RecordableRoom {
    return this.#options.room
  }

  get startedBy(): string {
    return this.#options.startedBy
  }

  get parameters(): RecordingParameters {
    return this.#options.parameters
  }

  get state(): RecordingState {
    if (this.#phase.phase === 'over') return this.#phase.failure === undefined ? 'rendering' : 'failed'
    return this.#capture.state === 'paused' ? 'paused' : 'recording'
  }

  get endedAt(): Date | undefined {
    return this.#phase.phase === 'over' ? this.#phase.endedAt : undefined
  }

  /** Why nothing is to be made of it. */
  get failure(): string | undefined {
    return this.#phase.phase === 'over' ? this.#phase.failure : undefined
  }

  /** What people are told; undefined when it is over. */
  get active(): ActiveRecording | undefined {
    if (this.#phase.phase === 'over') return undefined
    const { recordId, startedBy } = this.#options
    return { recordId, startedBy, state: this.#capture.state === 'paused' ? 'paused' : 'recording' }
  }

  /** Resolves when it is sure that it can be written. @throws what the disk says */
  written(): Promise<void> {
    return this.#capture.written()
  }

  /** In place of {@link begin}: it was never there. */
  async abandon(): Promise<void> {
    await this.#capture.end('failed')
  }

  /** Whoever asked for it has been told its id. */
  begin(): void {
    const { parameters, maxMs } = this.#options
    this.#told(recordingEventCodes.initialised)
    this.#limitTimer = setTimeout(() => void this.end('limit'), maxMs)
    this.#startTimer = setTimeout(() => {
      const message = `${this.#capture.feedCount} of ${parameters.minFeeds} feeds were recorded in time.`
      this.#told(recordingEventCodes.tooFewFeeds, { message })
      this.#fail('timeout', message)
    }, parameters.startTimeoutMs)
    this.#startIfEnough()
  }

  roomChanged(): void {
    const { room, startedBy, parameters } = this.#options
    if (this.#phase.phase === 'over') return
    this.#capture.roomChanged()
    if (parameters.until === 'starterLeaves' && !room.uids().includes(startedBy)) void this.end('starterLeft')
  }

  /** @throws MrtcError RECORDING_STATE_INVALID */
  pause(): void {
    this.#assert('capturing', 'The recording is paused already.')
    this.#capture.pause()
  }

  /** @throws MrtcError RECORDING_STATE_INVALID */
  resume(): void {
    this.#assert('paused', 'The recording is not paused.')
    this.#capture.resume()
  }

  setWatermarks(watermarks: readonly Watermark[]): void {
    this.#capture.setWatermarks(watermarks)
  }

  /** Idempotent. */
  end(reason: RecordingEnd): Promise<void> {
    this.#ending ??= this.#end(reason, undefined)
    return this.#ending
  }

  #assert(state: Capture['state'], message: string): void {
    if (this.#capture.state !== state) throw new MrtcError('RECORDING_STATE_INVALID', message)
  }

  async #end(reason: RecordingEnd, failure: string | undefined): Promise<void> {
    clearTimeout(this.#startTimer)
    clearTimeout(this.#limitTimer)
    this.#phase = { phase: 'over', endedAt: new Date(), failure }
    const { room, recordId, log } = this.#options
    try {
      await this.#capture.end(reason)
    } catch (error) {
      log.error({ err: error }, 'the end of a recording could not be written')
    }
    room.tell({ name: 'recording.ended', payload: { recordId, reason } })
    try {
      await this.#options.ended(this)
    } catch (error) {
      // The next start of the server finds it and finishes it.
      log.error({ err: error }, 'the end of a recording could not be saved')
    }
  }

  #startIfEnough(): void {
    const { parameters, room, recordId, startedBy } = this.#options
    if (this.#phase.phase !== 'starting' || this.#capture.feedCount < parameters.minFeeds) return
    clearTimeout(this.#startTimer)
    this.#phase = { phase: 'running' }
    room.tell({ name: 'recording.started', payload: { recordId } }, startedBy)
  }

  #feedCaptured(feedId: string): void {
    this.#told(recordingEventCodes.feedRecorded, { feedId })
    this.#startIfEnough()
  }

  #feedFailed(feedId: string, { message }: Error): void {
    this.#told(recordingEventCodes.feedRefused, { feedId, message })
    if (this.#phase.phase === 'starting') this.#fail('stream', message, feedId)
    else if (this.#phase.phase === 'running') this.#tellFailed('stream', message, feedId)
  }

  /** What was recorded until now is kept. */
  #broken({ message }: Error): void {
    this.#options.log.error({ reason: message }, 'a recording cannot be written')
    this.#told(recordingEventCodes.writingFailed, { message })
    if (this.#phase.phase === 'starting') this.#fail('recorder', message)
    if (this.#phase.phase !== 'running') return
    this.#tellFailed('recorder', message)
    void this.end('failed')
  }

  /** It could not start: nothing is made of it. */
  #fail(failure: RecordingFailure, message: string, feedId?: string): void {
    if (this.#phase.phase !== 'starting') return
    this.#tellFailed(failure, message, feedId)
    this.#ending ??= this.#end('failed', message)
  }

  #tellFailed(failure: RecordingFailure, message: string, feedId?: string): void {
    const { room, recordId, startedBy } = this.#options
    const isStarting = this.#phase.phase === 'starting'
    const payload = {
      recordId,
      phase: isStarting ? ('starting' as const) : ('running' as const),
      failure,
      ...(feedId === undefined ? {} : { feedId }),
      message,
    }
    room.tell({ name: 'recording.failed', payload }, isStarting ? startedBy : undefined)
  }

  #told(eventCode: RecordingEventCode, about: { readonly feedId?: string; readonly message?: string } = {}): void {
    this.#options.told({ eventCode, at: Date.now(), ...about })
  }
}
