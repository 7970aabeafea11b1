import type { MrtcError } from '@mrtc/protocol'
import type { ConnectionState } from '../../connection-state.ts'
import { Emitter } from '../../emitter.ts'
import type { ClientPort } from '../../ports.ts'
import type { FakeRoom } from './fake-room.ts'

/** A client whose server is the test. */
export class FakeClient extends Emitter<{ stateChanged: [ConnectionState] }> implements ClientPort {
  state: ConnectionState = { state: 'idle' }
  /** What entering a room fails with. */
  refusal: MrtcError | undefined
  reconnects = 0
  readonly #room: FakeRoom

  constructor(room: FakeRoom) {
    super()
    this.#room = room
  }

  async connect(): Promise<void> {
    this.become({ state: 'open', sessionId: 's1', since: 0 })
  }

  async createRoom(): Promise<FakeRoom> {
    if (this.refusal !== undefined) throw this.refusal
    return this.#room
  }

  async joinRoom(): Promise<FakeRoom> {
    return this.createRoom()
  }

  reconnectNow(): void {
    this.reconnects += 1
  }

  async close(): Promise<void> {
    if (!this.#room.closed) this.#room.end('left')
    this.become({ state: 'closed' })
  }

  become(state: ConnectionState): void {
    this.state = state
    this.emit('stateChanged', state)
  }
}
