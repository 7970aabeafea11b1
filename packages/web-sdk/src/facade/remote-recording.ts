import { MrtcError } from '@mrtc/protocol/errors'
import type { NoticeName } from './callbacks.ts'
import type { MeetingContext } from './context.ts'
import { meetingError } from './failures.ts'
import { parameterFault, stateFault } from './fault.ts'
import { stateTexts } from './state.ts'

const mediaTypes: readonly unknown[] = [undefined, 0, 1, 2]

/**
 * Recording on the server (guide 6.3.2, StartRemoteRecord and its siblings). States and parameters are checked here; the
 * platform has no recorder yet, which each call that gets past them says.
 */
export class RemoteRecording {
  readonly #context: MeetingContext

  constructor(context: MeetingContext) {
    this.#context = context
  }

  /** OnStartRemoteRecordFailed. @throws MeetingError */
  async start(thirdId: string): Promise<never> {
    return this.#refused('startRemoteRecord', 'inRoom', (code, message) => {
      this.#context.notify('OnStartRemoteRecordFailed', '', code, message, thirdId)
    })
  }

  /** OnStopRecordFailed. @throws MeetingError */
  async stop(recordId: string): Promise<never> {
    return this.#refused('stopRemoteRecord', 'inRoom', this.#telling('OnStopRecordFailed', recordId))
  }

  /** OnPauseRemoteRecordFailed. @throws MeetingError */
  async pause(recordId: string): Promise<never> {
    return this.#refused('pauseRemoteRecord', 'inRoom', this.#telling('OnPauseRemoteRecordFailed', recordId))
  }

  /** OnResumeRemoteRecordFailed. @throws MeetingError */
  async resume(recordId: string): Promise<never> {
    return this.#refused('resumeRemoteRecord', 'inRoom', this.#telling('OnResumeRemoteRecordFailed', recordId))
  }

  /** OnChangeRemoteRecordWatermarkFailed. @throws MeetingError */
  async changeWatermark(recordId: string): Promise<never> {
    const tell = this.#telling('OnChangeRemoteRecordWatermarkFailed', recordId)
    return this.#refused('changeRemoteRecordWatermark', 'inRoom', tell)
  }

  /** OnRemoteRecordInfoFailed; needs a connection and no room. @throws MeetingError */
  async info(recordId: string, mediaType: unknown): Promise<never> {
    const tell = this.#telling('OnRemoteRecordInfoFailed', recordId)
    return this.#refused('getRemoteRecord', 'connected', tell, () => {
      if (typeof recordId !== 'string' || recordId === '') throw parameterFault('record_id', 'must be a text')
      if (!mediaTypes.includes(mediaType)) throw parameterFault('media_type', 'must be 0, 1 or 2')
    })
  }

  #telling(callback: RecordFailure, recordId: string): (code: number, message: string) => void {
    return (code, message) => this.#context.notify(callback, recordId, code, message)
  }

  async #refused(
    operation: Parameters<typeof meetingError>[0],
    needs: 'inRoom' | 'connected',
    tell: (code: number, message: string) => void,
    check: () => void = () => {},
  ): Promise<never> {
    try {
      const { state } = this.#context.state
      const isThere = needs === 'inRoom' ? state === 'inRoom' : connectedStates.has(state)
      if (!isThere) throw stateFault(`Not ${needs === 'inRoom' ? 'in a room' : 'connected'}: ${stateTexts[state]}.`)
      check()
      throw new MrtcError('FEATURE_UNAVAILABLE', 'This platform does not record on the server.')
    } catch (thrown) {
      const error = meetingError(operation, thrown)
      tell(error.code, error.msg)
      throw error
    }
  }
}

type RecordFailure = Extract<
  NoticeName,
  | 'OnStopRecordFailed'
  | 'OnPauseRemoteRecordFailed'
  | 'OnResumeRemoteRecordFailed'
  | 'OnChangeRemoteRecordWatermarkFailed'
  | 'OnRemoteRecordInfoFailed'
>

const connectedStates: ReadonlySet<MeetingContext['state']['state']> = new Set([
  'connected',
  'roomInitialised',
  'entering',
  'inRoom',
  'leaving',
] as const)
