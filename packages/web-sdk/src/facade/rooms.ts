import { MrtcError } from '@mrtc/protocol/errors'
import type { BrowserRecording } from './browser-recording.ts'
import { Call, type StartOptions } from './call.ts'
import type { ClientPort, RoomCloseReason, RoomPort } from './call-ports.ts'
import type { CreatedRoom, LeaveType } from './callbacks.ts'
import { type InitRoomConfig, parseRoomConfig, type RoomConfig } from './config/index.ts'
import type { MeetingContext } from './context.ts'
import { meetingError } from './failures.ts'
import { parameterFault, stateFault } from './fault.ts'
import type { RemoteRecording } from './remote-recording.ts'
import { stateTexts } from './state.ts'
import type { Vod } from './vod.ts'

/** Guide 6.3.2, LeaveRoom. */
const leaveTypes: Readonly<Record<RoomCloseReason, LeaveType>> = {
  left: 1,
  kicked: 3,
  lost: 2,
  takenOver: 2,
  roomEnded: 2,
  sessionLost: 2,
}

/** While the link is down the server hears of it later; the application need not wait for that. */
export const leaveAnswerLimitMs = 2_000

/** How long the media of a room that we created has to be captured, for example until the person permits it. */
export const mediaInitLimitMs = 30_000

/** How long an application waits to hear that a room cannot be entered: the guide's -303 and -404. */
export const enterAnswerLimitMs = 20_000

type EnterOptions = RoomConfig['entering'] & { readonly signal: AbortSignal; readonly timeoutMs: number }
type Enter = (client: ClientPort, options: EnterOptions) => Promise<RoomPort>

/** Who is told of a room that we enter. */
interface RoomFollowers {
  readonly recordings: BrowserRecording
  readonly remoteRecording: RemoteRecording
  readonly vod: Vod
}

/** InitRoomConfig, CreateRoom, JoinRoom and LeaveRoom. */
export class Rooms {
  readonly #context: MeetingContext
  readonly #recordings: BrowserRecording
  readonly #remoteRecording: RemoteRecording
  readonly #vod: Vod

  constructor(context: MeetingContext, { recordings, remoteRecording, vod }: RoomFollowers) {
    this.#context = context
    this.#recordings = recordings
    this.#remoteRecording = remoteRecording
    this.#vod = vod
  }

  /** OnInitRoomConfigOK or OnInitRoomConfigFail. @throws MeetingError */
  async initialise(config: InitRoomConfig): Promise<void> {
    const context = this.#context
    try {
      const { state } = context
      if (state.state !== 'connected' && state.state !== 'roomInitialised') {
        throw stateFault(`InitRoomConfig: ${stateTexts[state.state]}.`)
      }
      context.state = { state: 'roomInitialised', client: state.client, config: parseRoomConfig(config) }
    } catch (thrown) {
      const error = meetingError('initRoom', thrown)
      context.notify('OnInitRoomConfigFail', error.code, error.msg)
      throw error
    }
    context.notify('OnInitRoomConfigOK')
  }

  /** OnCreateRoomSucc or OnCreateRoomFailed. @throws MeetingError */
  async create(sign: string | undefined): Promise<CreatedRoom> {
    const { notify } = this.#context
    let call: Call
    try {
      call = await this.#enter('CreateRoom', (client, options) =>
        client.createRoom({ ...signOption(sign), ...options }),
      )
      await this.#record(call)
    } catch (thrown) {
      const error = meetingError('createRoom', thrown)
      notify('OnCreateRoomFailed', error.code, error.msg)
      throw error
    }
    const { roomId, rtoken } = call.room
    notify('OnCreateRoomSucc', roomId, rtoken)
    const abort = new AbortController()
    const timer = setTimeout(() => abort.abort(), mediaInitLimitMs)
    call.room.on('closed', () => clearTimeout(timer))
    this.#startIfStillIn(call, {
      mediaLimit: abort.signal,
      onMediaLate: () => {
        const late = meetingError(
          'createRoom',
          new MrtcError('MEDIA_TIMEOUT', 'The media to publish was not ready in time.'),
        )
        notify('OnCreateRoomFailed', late.code, late.msg)
      },
    })
    return { room_id: roomId, rtoken }
  }

  /** OnJoinRoomSucc and OnRoomAttendanceList, or OnJoinRoomFailed. @throws MeetingError */
  async join(roomId: string, rtoken: string, sign: string | undefined): Promise<void> {
    const { notify } = this.#context
    let call: Call
    try {
      call = await this.#enter('JoinRoom', (client, options) => {
        checkRoomAddress(roomId, rtoken)
        return client.joinRoom({ roomId, rtoken, ...signOption(sign), ...options })
      })
    } catch (thrown) {
      const error = meetingError('joinRoom', thrown)
      notify('OnJoinRoomFailed', error.code, error.msg)
      throw error
    }
    notify('OnJoinRoomSucc')
    notify('OnRoomAttendanceList', call.attendance())
    this.#startIfStillIn(call)
  }

  /** OnMediaClose 5008 of each stream, then OnLeaveRoom 1. Does nothing without a room. */
  async leave(): Promise<void> {
    const { state } = this.#context
    if (state.state === 'leaving') return state.left
    if (state.state === 'entering') state.abort.abort()
    if (state.state !== 'inRoom') return
    const { client, call } = state
    const { promise, resolve } = Promise.withResolvers<void>()
    const leaving = { state: 'leaving', client, left: promise } as const
    this.#context.state = leaving
    this.#end(call, 'left')
    await answeredOrLate(call.room.leave())
    if (this.#context.state === leaving) {
      this.#context.state = { state: 'connected', client }
      this.#context.notify('OnLeaveRoom', leaveTypes.left)
    }
    resolve()
  }

  /** The session is over, and the room with it: OnMediaClose of each stream, OnLeaveRoom 2. */
  lost(): void {
    const { state } = this.#context
    if (state.state === 'entering') state.abort.abort()
    if (state.state === 'inRoom') this.#over(state.call, 'sessionLost')
    // We had left before it was lost.
    if (state.state !== 'leaving') return
    this.#context.state = { state: 'connected', client: state.client }
    this.#context.notify('OnLeaveRoom', leaveTypes.left)
  }

  #over(call: Call, reason: RoomCloseReason): void {
    const { state } = this.#context
    if (state.state !== 'inRoom' || state.call !== call) return
    this.#context.state = { state: 'connected', client: state.client }
    this.#end(call, reason)
    this.#context.notify('OnLeaveRoom', leaveTypes[reason])
  }

  #end(call: Call, reason: RoomCloseReason): void {
    call.close(reason)
    this.#recordings.roomOver()
  }

  async #enter(name: 'CreateRoom' | 'JoinRoom', enter: Enter): Promise<Call> {
    const context = this.#context
    const { state } = context
    if (state.state !== 'roomInitialised') throw stateFault(`${name}: ${stateTexts[state.state]}.`)
    const { client, config } = state
    const abort = new AbortController()
    const entering = { state: 'entering', client, config, abort } as const
    context.state = entering
    try {
      const room = await enter(client, { ...config.entering, signal: abort.signal, timeoutMs: enterAnswerLimitMs })
      if (context.state !== entering || abort.signal.aborted || room.closed) {
        void room.leave().catch(() => {})
        throw new MrtcError('REQUEST_ABORTED', `${name}: the room was over before it was entered.`)
      }
      const call = this.#call(room, config)
      context.state = { state: 'inRoom', client, call }
      return call
    } catch (thrown) {
      if (context.state === entering) context.state = state
      throw thrown
    }
  }

  #call(room: RoomPort, config: RoomConfig): Call {
    this.#remoteRecording.follow(room)
    this.#vod.follow(room)
    const call: Call = new Call({
      room,
      config,
      context: this.#context,
      onStreamChanged: (sid) => this.#recordings.streamChanged(sid),
      onOver: (reason) => this.#over(call, reason),
    })
    return call
  }

  /** @throws MeetingError when there is to be no call without a recording */
  async #record(call: Call): Promise<void> {
    const { record } = call.config
    if (record === undefined) return
    const beginning = this.#remoteRecording.begin('', (room) => ({ room, options: record.options }))
    if (!record.isRequired) return void beginning.then(({ started }) => started).catch(() => {})
    try {
      const { started } = await beginning
      started.catch(() => {})
    } catch (error) {
      void this.leave()
      throw error
    }
  }

  /** The application may have left in the callback. */
  #startIfStillIn(call: Call, options?: StartOptions): void {
    const { state } = this.#context
    if (state.state === 'inRoom' && state.call === call) call.start(options)
  }
}

function signOption(sign: string | undefined): { sign?: string } {
  return sign === undefined || sign === '' ? {} : { sign }
}

function checkRoomAddress(roomId: unknown, rtoken: unknown): void {
  if (typeof roomId !== 'string' || roomId === '') throw parameterFault('room_id', 'must be the id of a room')
  if (typeof rtoken !== 'string' || rtoken === '') throw parameterFault('rtoken', 'must be the token of the room')
}

/** We are out whatever the server answers, and when. */
async function answeredOrLate(leaving: Promise<void>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, leaveAnswerLimitMs)
  await Promise.race([leaving.catch(() => {}), late])
  clearTimeout(timer)
}
