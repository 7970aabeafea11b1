import type { FailedRecording } from '@mrtc/client'
import type { RecordingFailure, RecordingFile, RecordingInfo, RecordingOptions, RecordingState } from '@mrtc/protocol'
import { MrtcError } from '@mrtc/protocol/errors'
import type { ClientPort, RoomPort } from './call-ports.ts'
import type { NoticeName, RemoteRecordInfo } from './callbacks.ts'
import { parseRemoteOverlaps, parseRemoteRecord, type RemoteRecordParam } from './config/index.ts'
import type { MeetingContext } from './context.ts'
import { meetingError } from './failures.ts'
import { Fault, parameterFault, stateFault } from './fault.ts'
import { stateTexts } from './state.ts'

type Operation = Parameters<typeof meetingError>[0]

/** Guide 6.3.2, GetRecordInfo: what `media_type` asks for. */
const kindsOfMediaType = { 0: ['audio', 'video'], 1: ['audio'], 2: ['video'] } as const
const statusOfState: Readonly<Record<RecordingState, RemoteRecordInfo['status']>> = {
  recording: 0,
  paused: 0,
  rendering: 1,
  ready: 2,
  failed: 3,
}
/** In a store of the server's own. */
const localFile = 1
/** The guide's eventCode 1 and 2 are not explained there: here 1 is a stream, 2 the recorder as a whole. */
const faultOfFailure: Readonly<Record<RecordingFailure, 'timeout' | 'recorderEvent1' | 'recorderEvent2'>> = {
  timeout: 'timeout',
  stream: 'recorderEvent1',
  recorder: 'recorderEvent2',
}

/** How a recording that was asked for begins: when feeds are being recorded, or it failed. */
type Beginning = PromiseWithResolvers<void>

export interface StartedRemoteRecord {
  readonly recordId: string
  /** Settled when it records, or could not start; its callbacks were made then. */
  readonly started: Promise<void>
}

/** Recording on the server (guide 6.3.2, StartRemoteRecord and its siblings). */
export class RemoteRecording {
  readonly #context: MeetingContext
  /** By record id. What the server tells may come before the answer that names the id. */
  readonly #beginnings = new Map<string, Beginning>()

  constructor(context: MeetingContext) {
    this.#context = context
  }

  /** What happens to recordings in a room that we are in becomes callbacks. */
  follow(room: RoomPort): void {
    const { notify } = this.#context
    room.on('recordingStarted', ({ recordId }) => this.#beginning(recordId).resolve())
    room.on('recordingFailed', (failed) => {
      const error = meetingError(failed.phase === 'starting' ? 'startRemoteRecord' : 'remoteRecording', faultOf(failed))
      if (failed.phase === 'starting') this.#beginning(failed.recordId).reject(error)
      else notify('OnRemoteRecordingFailed', failed.recordId, failed.feedId ?? '', error.code, error.msg)
    })
    room.on('recordingEnded', ({ recordId }) => notify('OnRemoteRecordOver', recordId))
    room.on('closed', () => {
      for (const beginning of this.#beginnings.values()) beginning.reject(new MrtcError('NOT_IN_ROOM'))
      this.#beginnings.clear()
    })
  }

  /** OnInitRemoteRecordSucc and OnStartRemoteRecordSucc, or OnStartRemoteRecordFailed. @throws MeetingError */
  async start(filePath: unknown, param: RemoteRecordParam | undefined, thirdId: string): Promise<string> {
    const { recordId, started } = await this.begin(thirdId, (room) => ({
      room,
      options: parseRemoteRecord(filePath, param),
    }))
    await started
    return recordId
  }

  /** The first half of {@link start}: OnInitRemoteRecordSucc or OnStartRemoteRecordFailed. @throws MeetingError */
  async begin(
    thirdId: string,
    prepare: (room: RoomPort) => { readonly room: RoomPort; readonly options: RecordingOptions },
  ): Promise<StartedRemoteRecord> {
    const { notify } = this.#context
    const failed = (recordId: string, thrown: unknown) => {
      const error = meetingError('startRemoteRecord', thrown)
      notify('OnStartRemoteRecordFailed', recordId, error.code, error.msg, thirdId)
      return error
    }
    let recordId: string
    try {
      const { room, options } = prepare(this.#room())
      recordId = (await room.recordings.start(options)).recordId
    } catch (thrown) {
      throw failed('', thrown)
    }
    notify('OnInitRemoteRecordSucc', recordId, thirdId)
    const started = this.#beginning(recordId).promise.then(
      () => notify('OnStartRemoteRecordSucc', recordId, thirdId),
      (thrown: unknown) => {
        throw failed(recordId, thrown)
      },
    )
    started.catch(() => {}).finally(() => this.#beginnings.delete(recordId))
    return { recordId, started }
  }

  /** OnStopRecordSucc or OnStopRecordFailed. @throws MeetingError */
  stop(recordId: string): Promise<void> {
    return this.#change('stopRemoteRecord', recordId, ['OnStopRecordSucc', 'OnStopRecordFailed'], ({ recordings }) =>
      recordings.stop(recordId),
    )
  }

  /** OnPauseRemoteRecordSucc or OnPauseRemoteRecordFailed. @throws MeetingError */
  pause(recordId: string): Promise<void> {
    const tells = ['OnPauseRemoteRecordSucc', 'OnPauseRemoteRecordFailed'] as const
    return this.#change('pauseRemoteRecord', recordId, tells, ({ recordings }) => recordings.pause(recordId))
  }

  /** OnResumeRemoteRecordSucc or OnResumeRemoteRecordFailed. @throws MeetingError */
  resume(recordId: string): Promise<void> {
    const tells = ['OnResumeRemoteRecordSucc', 'OnResumeRemoteRecordFailed'] as const
    return this.#change('resumeRemoteRecord', recordId, tells, ({ recordings }) => recordings.resume(recordId))
  }

  /** OnChangeRemoteRecordWatermarkSucc or OnChangeRemoteRecordWatermarkFailed. @throws MeetingError */
  changeWatermark(recordId: string, overlaps: unknown): Promise<void> {
    const tells = ['OnChangeRemoteRecordWatermarkSucc', 'OnChangeRemoteRecordWatermarkFailed'] as const
    return this.#change('changeRemoteRecordWatermark', recordId, tells, ({ recordings }) =>
      recordings.setWatermarks(recordId, parseRemoteOverlaps(overlaps)),
    )
  }

  /** OnRemoteRecordInfoSucc or OnRemoteRecordInfoFailed; needs a connection and no room. @throws MeetingError */
  async info(recordId: string, roomId: unknown, mediaType: unknown): Promise<RemoteRecordInfo> {
    const { notify } = this.#context
    let info: RemoteRecordInfo
    try {
      const client = this.#client()
      if (typeof recordId !== 'string' || recordId === '') throw parameterFault('record_id', 'must be a text')
      const kinds = kindsOfMediaType[Number(mediaType ?? 0) as keyof typeof kindsOfMediaType]
      if (kinds === undefined) throw parameterFault('media_type', 'must be 0, 1 or 2')
      const room = typeof roomId === 'string' && roomId !== '' ? { roomId } : {}
      info = infoOf(await client.recording(recordId, room), kinds)
    } catch (thrown) {
      const error = meetingError('getRemoteRecord', thrown)
      notify('OnRemoteRecordInfoFailed', recordId, error.code, error.msg)
      throw error
    }
    notify('OnRemoteRecordInfoSucc', info)
    return info
  }

  async #change(
    operation: Operation,
    recordId: string,
    [succeeded, failed]: readonly [RecordSuccess, RecordFailure],
    act: (room: RoomPort) => Promise<void>,
  ): Promise<void> {
    const { notify } = this.#context
    try {
      await act(this.#room())
    } catch (thrown) {
      const error = meetingError(operation, thrown)
      notify(failed, recordId, error.code, error.msg)
      throw error
    }
    notify(succeeded, recordId)
  }

  #beginning(recordId: string): Beginning {
    const known = this.#beginnings.get(recordId)
    if (known) return known
    const beginning = Promise.withResolvers<void>()
    // Whoever asked for the recording looks at it.
    beginning.promise.catch(() => {})
    this.#beginnings.set(recordId, beginning)
    return beginning
  }

  #room(): RoomPort {
    const { state } = this.#context
    if (state.state === 'inRoom') return state.call.room
    throw stateFault(`Not in a room: ${stateTexts[state.state]}.`)
  }

  #client(): ClientPort {
    const { state } = this.#context
    if ('client' in state && connectedStates.has(state.state)) return state.client
    throw stateFault(`Not connected: ${stateTexts[state.state]}.`)
  }
}

function faultOf({ failure, message }: FailedRecording): Fault {
  return new Fault(faultOfFailure[failure], failure === 'timeout' ? 'REQUEST_TIMEOUT' : 'RECORDER_UNAVAILABLE', message)
}

function infoOf({ recordId, state, files }: RecordingInfo, kinds: readonly string[]): RemoteRecordInfo {
  const info = { recordId, status: statusOfState[state] }
  if (state !== 'ready') return info
  const file = fileOf(files, kinds)
  if (file) return { ...info, fileType: localFile, filePath: file.path }
  throw new MrtcError('RECORDING_NOT_FOUND', `This recording has no file of ${kinds.join(' and ')}.`)
}

/** Of a call without pictures, the file of sound is the whole of it. */
function fileOf(files: readonly RecordingFile[], kinds: readonly string[]): RecordingFile | undefined {
  const exact = files.find(
    (file) => file.kinds.length === kinds.length && file.kinds.every((kind) => kinds.includes(kind)),
  )
  return exact ?? (kinds.length > 1 ? files[0] : undefined)
}

type RecordSuccess = Extract<
  NoticeName,
  'OnStopRecordSucc' | 'OnPauseRemoteRecordSucc' | 'OnResumeRemoteRecordSucc' | 'OnChangeRemoteRecordWatermarkSucc'
>
type RecordFailure = Extract<
  NoticeName,
  | 'OnStopRecordFailed'
  | 'OnPauseRemoteRecordFailed'
  | 'OnResumeRemoteRecordFailed'
  | 'OnChangeRemoteRecordWatermarkFailed'
>

const connectedStates: ReadonlySet<MeetingContext['state']['state']> = new Set([
  'connected',
  'roomInitialised',
  'entering',
  'inRoom',
  'leaving',
] as const)
