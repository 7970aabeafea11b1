/** Where the controller is in the guide's flow: Connect, InitRoomConfig, CreateRoom or JoinRoom, and back. */
import type { Call } from './call.ts'
import type { ClientPort } from './call-ports.ts'
import type { RoomConfig } from './config/index.ts'

/** A new object at each change: whoever waited compares identities to see whether the world moved on meanwhile. */
export type MeetingState =
  | { readonly state: 'idle' }
  | { readonly state: 'connecting'; readonly client: ClientPort; readonly abort: AbortController }
  | { readonly state: 'connected'; readonly client: ClientPort }
  | { readonly state: 'roomInitialised'; readonly client: ClientPort; readonly config: RoomConfig }
  | {
      readonly state: 'entering'
      readonly client: ClientPort
      readonly config: RoomConfig
      readonly abort: AbortController
    }
  | { readonly state: 'inRoom'; readonly client: ClientPort; readonly call: Call }
  | { readonly state: 'leaving'; readonly client: ClientPort; readonly left: Promise<void> }
  | { readonly state: 'disconnecting'; readonly closed: Promise<void> }

/** For messages to the developer. */
export const stateTexts: Readonly<Record<MeetingState['state'], string>> = {
  idle: 'there is no connection: call Connect first',
  connecting: 'the connection is being made: wait for OnConnectOK',
  connected: 'the room is not initialised: call InitRoomConfig first',
  roomInitialised: 'there is no room yet: call CreateRoom or JoinRoom first',
  entering: 'the room is being entered: wait for OnCreateRoomSucc or OnJoinRoomSucc',
  inRoom: 'already in a room: call LeaveRoom first',
  leaving: 'the room is being left: wait for OnLeaveRoom',
  disconnecting: 'the connection is being closed: wait for OnConnectClose',
}
