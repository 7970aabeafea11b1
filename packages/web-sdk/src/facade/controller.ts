import type { Call } from './call.ts'
import { type CreatedRoom, type DeviceInfo, MeetingCallbacks } from './callbacks.ts'
import type { Operation } from './codes.ts'
import type { ConnectConfig, InitRoomConfig, PublishConfig, SubscribeConfig } from './config/parameters.ts'
import { Connection } from './connection.ts'
import type { MeetingContext } from './context.ts'
import { getDevices } from './device-list.ts'
import { meetingError } from './failures.ts'
import { stateFault } from './fault.ts'
import type { MeetingError } from './meeting-error.ts'
import { Messages } from './messages.ts'
import { notifier } from './notify.ts'
import { browserPorts, type MeetingPorts } from './ports.ts'
import { Rooms } from './rooms.ts'
import { stateTexts } from './state.ts'

/**
 * The guide's Web SDK (section 6.3) under its own names.
 *
 * Each method answers twice: through its callbacks, and by a promise for those who rather await. The promise is
 * rejected with a {@link MeetingError} of the same code and text; whoever uses callbacks only may ignore it.
 */
export class MeetingController extends MeetingCallbacks {
  readonly #context: MeetingContext
  readonly #connection: Connection
  readonly #rooms: Rooms
  readonly #messages: Messages

  /** @internal Applications pass nothing; tests bring their own edges. */
  constructor(ports: MeetingPorts = browserPorts()) {
    super()
    let lastSid = 0
    this.#context = {
      ports,
      notify: notifier(this),
      nextSid: () => {
        lastSid += 1
        return lastSid
      },
      state: { state: 'idle' },
    }
    this.#rooms = new Rooms(this.#context)
    this.#connection = new Connection(this.#context, this.#rooms)
    this.#messages = new Messages(this.#context)
  }

  /** Makes the signalling connection: OnConnectOK, OnConnectFailed. */
  Connect(config_param: ConnectConfig): Promise<void> {
    return answer(() => this.#connection.connect(config_param))
  }

  /** Ends all streams, leaves the room and closes the connection: OnConnectClose. */
  Disconnect(): Promise<void> {
    return answer(() => this.#connection.disconnect())
  }

  /**
   * Not in the guide. Tries to reconnect at once instead of waiting for the next attempt; an open connection moves to a new
   * socket, and media follows. For applications that know that the network changed. Does nothing without a connection.
   */
  ReconnectNow(): void {
    this.#connection.reconnectNow()
  }

  /** Says how the next room is used, once for each room: OnInitRoomConfigOK, OnInitRoomConfigFail. */
  InitRoomConfig(config_param: InitRoomConfig): Promise<void> {
    return answer(() => this.#rooms.initialise(config_param))
  }

  /** OnCreateRoomSucc, OnCreateRoomFailed. @param sign by default the one of Connect */
  CreateRoom(sign?: string): Promise<CreatedRoom> {
    return answer(() => this.#rooms.create(sign))
  }

  /** OnJoinRoomSucc, OnJoinRoomFailed. @param sign by default the one of Connect */
  JoinRoom(room_id: string, rtoken: string, sign?: string): Promise<void> {
    return answer(() => this.#rooms.join(room_id, rtoken, sign))
  }

  /** OnLeaveRoom. After it InitRoomConfig comes first again. */
  LeaveRoom(): Promise<void> {
    return answer(() => this.#rooms.leave())
  }

  /** OnMediaCallSucc and OnPublishSucc, or OnMediaCallFail or OnPublishFailed. @returns the sid */
  Publish(config_param: PublishConfig): Promise<number> {
    return answer(() =>
      this.#inCall(
        'capture',
        (call) => call.publish(config_param),
        (error) => {
          this.#context.notify('OnMediaCallFail', error.code, error.msg)
        },
      ),
    )
  }

  /** OnUnPublishSucc. */
  UnPublish(sid: number): Promise<void> {
    return answer(() => this.#inCall('changeStream', (call) => call.publishing.unpublish(sid)))
  }

  /** OnSubscribeSucc, OnSubscribeFailed. @returns the sid */
  Subscribe(config_param: SubscribeConfig): Promise<number> {
    return answer(() =>
      this.#inCall(
        'subscribe',
        (call) => call.subscribe(config_param),
        (error) => {
          this.#context.notify('OnSubscribeFailed', this.#context.nextSid(), error.code, error.msg)
        },
      ),
    )
  }

  /** OnUnSubscribeSucc. */
  UnSubscribe(sid: number): Promise<void> {
    return answer(() => this.#inCall('subscribe', (call) => call.unsubscribe(sid)))
  }

  /** Microphone of a published stream: 1 on, 0 off. */
  SetLocalAudioEnable(enabled: 0 | 1 | boolean, sid: number): Promise<void> {
    return answer(() => this.#inCall('changeStream', (call) => call.publishing.setMuted(sid, 'audio', !enabled)))
  }

  /** Camera of a published stream: 1 on, 0 off. */
  SetLocalVideoEnable(enabled: 0 | 1 | boolean, sid: number): Promise<void> {
    return answer(() => this.#inCall('changeStream', (call) => call.publishing.setMuted(sid, 'video', !enabled)))
  }

  /** OnSendTextMsgSucc, OnSendTextMsgFailed. @param participants uids; none: everyone else @returns the msgId */
  SendTextMsg(msg: string, participants?: readonly string[]): Promise<number> {
    return answer(() => this.#messages.send(msg, participants))
  }

  /** Cameras, microphones and speakers, after asking for permission: OnGetDevicesSuccess, OnGetDevicesFailed. */
  GetDevices(): Promise<readonly DeviceInfo[]> {
    return answer(() => getDevices(this.#context))
  }

  /** Does something in the room that we are in. `tell` makes the callback of a call outside of any room. */
  async #inCall<T>(
    operation: Operation,
    act: (call: Call) => Promise<T>,
    tell: (error: MeetingError) => void = () => {},
  ): Promise<T> {
    const { state } = this.#context
    if (state.state !== 'inRoom') {
      const error = meetingError(operation, stateFault(`Not in a room: ${stateTexts[state.state]}.`))
      tell(error)
      throw error
    }
    try {
      return await act(state.call)
    } catch (thrown) {
      throw meetingError(operation, thrown)
    }
  }
}

/**
 * Acts once the application's own code has run, so that a callback is never made before the call has returned. The
 * promise counts as handled: whoever uses callbacks only never looks at it.
 */
function answer<T>(act: () => Promise<T>): Promise<T> {
  const promise = Promise.resolve().then(act)
  promise.catch(() => {})
  return promise
}
