import { randomUUID } from 'node:crypto'
import {
  type EventName,
  type EventPayload,
  eventBody,
  ReliableLink,
  type ResponseBody,
  reconcilableEvents,
  type ServerBody,
  type ServerFrame,
} from '@mrtc/protocol'
import type { AppIdentity, CallerSession, ClientSoftware, SessionEnd } from './contract.ts'
import { encodeFrame, type MessageEncoder } from './encoder.ts'

/** After this many messages an acknowledgement is not delayed any further. */
const messagesPerAck = 32

/** The socket as a session sees it. */
export interface Outlet {
  /** It holds more than it sends: wait for `flush`. */
  readonly congested: boolean
  write(text: string): void
  /** Writes `last` and closes. */
  close(code: number, last?: ServerFrame): void
}

/** What a session asks of those who have clocks and sockets. */
export interface SessionEffects {
  /** Call `acknowledge` before long. */
  ackDue(session: Session): void
  /** Too much waits for the client: end the session. */
  overflowed(session: Session): void
  /** Room state events were left out. */
  dropped(count: number): void
}

export interface SessionLimits {
  readonly unacknowledgedMessages: number
  readonly unacknowledgedMessagesHard: number
}

type SessionState =
  | { readonly state: 'new' }
  | { readonly state: 'attached'; readonly outlet: Outlet /** On this socket. */; writtenSeq: number }
  | { readonly state: 'suspended'; readonly expiresAtMs: number }
  | { readonly state: 'ended'; readonly end: SessionEnd }

export interface SessionOptions {
  readonly uid: string
  readonly app: AppIdentity
  readonly client: ClientSoftware
  readonly limits: SessionLimits
  readonly encoder: MessageEncoder
  readonly effects: SessionEffects
}

/** What came of a message: its acknowledgement or number may be impossible, then order is lost. */
export type Receipt = 'deliver' | 'duplicate' | 'gap' | 'ackInvalid'

/**
 * A reliable session: a link that outlives its sockets. It has no clock, timer or socket of its own, so every
 * transition can be tested as it is.
 */
export class Session implements CallerSession {
  readonly sessionId = randomUUID()
  readonly uid: string
  readonly app: AppIdentity
  readonly client: ClientSoftware
  readonly #options: SessionOptions
  readonly #link = new ReliableLink<ServerBody | null>()
  #state: SessionState = { state: 'new' }
  /** Messages received since we last acknowledged. */
  #unacknowledged = 0
  /** So far behind that room state events are left out until it has caught up. */
  #isBehind = false
  #resync = false
  #last: { readonly seq: number; readonly isEmpty: boolean } = { seq: 0, isEmpty: false }

  constructor(options: SessionOptions) {
    this.uid = options.uid
    this.app = options.app
    this.client = options.client
    this.#options = options
  }

  get state(): Readonly<SessionState> {
    return this.#state
  }

  get connected(): boolean {
    return this.#state.state === 'attached'
  }

  /** The highest number received from the client. */
  get received(): number {
    return this.#link.received
  }

  /** Messages that the client has yet to acknowledge. */
  get pending(): number {
    return this.#link.pending
  }

  /** Whether events were left out since the last time this was asked. */
  takeResync(): boolean {
    const resync = this.#resync
    this.#resync = false
    return resync
  }

  /** Whether a client that has processed everything up to `ack` can be one of ours. */
  acknowledgeAll(ack: number): boolean {
    const isPossible = this.#link.acknowledge(ack)
    if (this.#isBehind && this.#link.pending <= this.#options.limits.unacknowledgedMessages / 2) this.#isBehind = false
    return isPossible
  }

  /**
   * Gives the session a socket; what the client has not acknowledged is written by the next `flush`.
   * @returns the socket before, if it still had one
   */
  attach(outlet: Outlet): Outlet | undefined {
    const before = this.#state
    if (before.state === 'ended') throw new Error('an ended session cannot be attached')
    this.#state = { state: 'attached', outlet, writtenSeq: 0 }
    return before.state === 'attached' ? before.outlet : undefined
  }

  /** Its socket was lost. @returns false if this was no longer its socket */
  suspend(outlet: Outlet, expiresAtMs: number): boolean {
    if (this.#state.state !== 'attached' || this.#state.outlet !== outlet) return false
    this.#state = { state: 'suspended', expiresAtMs }
    return true
  }

  /** @returns the socket it had, to say goodbye on */
  end(end: SessionEnd): Outlet | undefined {
    const before = this.#state
    this.#state = { state: 'ended', end }
    return before.state === 'attached' ? before.outlet : undefined
  }

  receive(seq: number, ack: number): Receipt {
    if (!this.acknowledgeAll(ack)) return 'ackInvalid'
    const arrival = this.#link.receive(seq)
    if (arrival === 'gap') return arrival
    // A duplicate is acknowledged too: the acknowledgement of the first may be what got lost.
    this.#unacknowledged += 1
    if (this.#unacknowledged >= messagesPerAck) this.acknowledge()
    else if (this.#unacknowledged === 1) this.#options.effects.ackDue(this)
    return arrival
  }

  /** Acknowledges what came in, unless a message has done so meanwhile. */
  acknowledge(): void {
    if (this.#state.state !== 'attached' || this.#unacknowledged === 0) return
    this.#unacknowledged = 0
    this.#state.outlet.write(encodeFrame({ type: 'ack', ack: this.#link.received }))
  }

  send<N extends EventName>(name: N, payload: EventPayload<N>): void {
    if (this.#isBehind && reconcilableEvents.has(name)) this.#leaveOut()
    else this.#queue(eventBody(name, payload))
  }

  respond(body: ResponseBody): void {
    this.#queue(body)
  }

  /** Writes what the socket takes. */
  flush(): void {
    if (this.#state.state !== 'attached') return
    const { outlet } = this.#state
    const messages = this.#link.replay()
    const oldestSeq = messages[0]?.seq ?? 0
    for (let index = Math.max(0, this.#state.writtenSeq + 1 - oldestSeq); index < messages.length; index += 1) {
      const message = messages[index]
      if (!message || outlet.congested) return
      this.#state.writtenSeq = message.seq
      this.#unacknowledged = 0
      outlet.write(this.#options.encoder.encode(message, this.#link.received))
    }
  }

  #queue(body: ServerBody | null): void {
    if (this.#state.state === 'ended') return
    const { seq } = this.#link.send(body)
    this.#last = { seq, isEmpty: body === null }
    const { limits, effects } = this.#options
    if (!this.#isBehind && this.#link.pending > limits.unacknowledgedMessages) this.#fallBehind()
    if (this.#link.pending > limits.unacknowledgedMessagesHard) effects.overflowed(this)
    else this.flush()
  }

  #fallBehind(): void {
    this.#isBehind = true
    const dropped = this.#link.drop((body) => body?.type === 'event' && reconcilableEvents.has(body.name))
    if (dropped > 0) this.#resync = true
    this.#options.effects.dropped(dropped)
  }

  /** One empty message stands for any number of events left out: the client re-syncs when it comes to it. */
  #leaveOut(): void {
    this.#resync = true
    this.#options.effects.dropped(1)
    const writtenSeq = this.#state.state === 'attached' ? this.#state.writtenSeq : 0
    const alreadyMarked = this.#last.isEmpty && this.#last.seq > writtenSeq
    if (!alreadyMarked) this.#queue(null)
  }
}
