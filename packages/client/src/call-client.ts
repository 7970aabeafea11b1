import { MrtcError } from '@mrtc/protocol'
import type { ConnectionState } from './connection-state.ts'
import { Emitter } from './emitter.ts'
import type { CallClientOptions } from './options.ts'
import type { Room } from './room/room.ts'

export type CallClientEvents = { stateChanged: [ConnectionState] }

export interface EnterRoomOptions {
  /** A name for people to read. */
  readonly displayName?: string
  /** @default the client's own `sign` */
  readonly sign?: string
  readonly signal?: AbortSignal
}

export interface JoinRoomOptions extends EnterRoomOptions {
  readonly roomId: string
  readonly rtoken: string
}

/** One user's connection to the platform. */
export class CallClient extends Emitter<CallClientEvents> {
  readonly uid: string

  constructor(options: CallClientOptions) {
    super()
    this.uid = options.uid
  }

  get state(): ConnectionState {
    throw new MrtcError('INTERNAL')
  }

  /** The room that we are in. */
  get room(): Room | undefined {
    throw new MrtcError('INTERNAL')
  }

  async connect(_options: { signal?: AbortSignal } = {}): Promise<void> {
    throw new MrtcError('INTERNAL')
  }

  async createRoom(_options: EnterRoomOptions = {}): Promise<Room> {
    throw new MrtcError('INTERNAL')
  }

  async joinRoom(_options: JoinRoomOptions): Promise<Room> {
    throw new MrtcError('INTERNAL')
  }

  /** Skips the wait before the next attempt to reconnect. */
  reconnectNow(): void {}

  /** Leaves the room and ends the session. Idempotent. */
  async close(): Promise<void> {}
}
