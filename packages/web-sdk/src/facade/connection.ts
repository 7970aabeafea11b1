import { MrtcError } from '@mrtc/protocol/errors'
import { version } from '../version.ts'
import type { ClientPort } from './call-ports.ts'
import { type ConnectConfig, parseConnect } from './config/index.ts'
import type { MeetingContext } from './context.ts'
import { meetingError } from './failures.ts'
import { Fault, stateFault } from './fault.ts'
import type { Invites } from './invites.ts'
import type { Rooms } from './rooms.ts'
import { stateTexts } from './state.ts'

/** Connect and Disconnect. */
export class Connection {
  readonly #context: MeetingContext
  readonly #rooms: Rooms
  readonly #invites: Invites

  constructor(context: MeetingContext, rooms: Rooms, invites: Invites) {
    this.#context = context
    this.#rooms = rooms
    this.#invites = invites
  }

  /** OnConnectOK or OnConnectFailed. @throws MeetingError */
  async connect(config: ConnectConfig): Promise<void> {
    const context = this.#context
    try {
      await this.#connect(config)
    } catch (thrown) {
      const error = meetingError('connect', thrown)
      context.notify('OnConnectFailed', error.code, error.msg)
      throw error
    }
    context.notify('OnConnectOK')
  }

  /** OnMediaClose of each stream and OnLeaveRoom when in a room, then OnConnectClose. Does nothing when idle. */
  async disconnect(): Promise<void> {
    const context = this.#context
    await this.#rooms.leave()
    // Read only now: the connection may have been lost, or Disconnect called again, while we were leaving.
    const { state } = context
    if (state.state === 'idle') return
    if (state.state === 'disconnecting') return state.closed
    if (state.state === 'connecting') state.abort.abort()
    const { promise, resolve } = Promise.withResolvers<void>()
    context.state = { state: 'disconnecting', closed: promise }
    await state.client.close().catch(() => {})
    context.state = { state: 'idle' }
    context.notify('OnConnectClose')
    resolve()
  }

  reconnectNow(): void {
    const { state } = this.#context
    if (state.state !== 'idle' && state.state !== 'disconnecting') state.client.reconnectNow()
  }

  async #connect(config: ConnectConfig): Promise<void> {
    const context = this.#context
    if (context.state.state !== 'idle') {
      throw stateFault(`Connect was called already, and ${stateTexts[context.state.state]}.`)
    }
    const settings = parseConnect(config)
    const client = context.ports.createClient({ ...settings, platform: { name: 'web', version }, log: context.log })
    const abort = new AbortController()
    const connecting = { state: 'connecting', client, abort } as const
    context.state = connecting
    try {
      await client.connect({ signal: abort.signal })
      // Disconnect was called meanwhile; it closes the client.
      if (context.state !== connecting) throw new MrtcError('REQUEST_ABORTED', 'Disconnect was called.')
    } catch (thrown) {
      if (context.state === connecting) context.state = { state: 'idle' }
      void client.close().catch(() => {})
      throw thrown
    }
    context.state = { state: 'connected', client }
    this.#invites.listenToClient(client)
    client.on('stateChanged', (change) => {
      if (change.state === 'closed') this.#lost(client, change.error)
    })
  }

  /** The session ended for good: the client has tried to resume as long as there was something to resume. */
  #lost(client: ClientPort, cause: MrtcError | undefined): void {
    const context = this.#context
    const { state } = context
    if (state.state === 'idle' || state.state === 'disconnecting' || state.client !== client) return
    this.#rooms.lost()
    context.state = { state: 'idle' }
    const lost = new Fault(
      'connectionLost',
      cause?.code ?? 'CONNECTION_FAILED',
      cause?.message ?? 'The connection is lost.',
    )
    const error = meetingError('connect', lost)
    context.notify('OnConnectFailed', error.code, error.msg)
    context.notify('OnConnectClose')
  }
}
