/** The server's side of the protocol as a model: sessions over `ReliableLink`, without limits, signatures or rooms. */
import {
  type AnyEvent,
  type ClientFrame,
  closeCodes,
  type EventName,
  type EventPayload,
  MrtcError,
  ReliableLink,
  type RequestBody,
  type ResumeCause,
  type ServerBody,
  type ServerFrame,
  type WireError,
} from '@mrtc/protocol'
import type { Clock } from '../clock.ts'
import { MemoryNetwork, type ServerEnd } from './memory-network.ts'

/** Answers a request, or throws an MrtcError. `undefined` leaves it without an answer. */
export type Handle = (request: RequestBody, session: ModelSession) => unknown

export interface ModelServerOptions {
  readonly handle?: Handle
  readonly heartbeatMs?: number
  readonly sessionTtlMs?: number
}

export class ModelSession {
  readonly sessionId: string
  readonly uid: string
  readonly link = new ReliableLink<ServerBody>()
  /** Every request that was processed, in order. */
  readonly requests: RequestBody[] = []
  /** What its client said of each time that it came back. */
  readonly resumedFor: (ResumeCause | undefined)[] = []
  dropped = false
  #end: ServerEnd | undefined

  constructor(sessionId: string, uid: string) {
    this.sessionId = sessionId
    this.uid = uid
  }

  get attached(): boolean {
    return this.#end !== undefined
  }

  attach(end: ServerEnd | undefined): void {
    this.#end = end
  }

  isAttachedTo(end: ServerEnd): boolean {
    return this.#end === end
  }

  event<N extends EventName>(name: N, payload: EventPayload<N>): void {
    // The table pairs names with payloads; a generic pair is one of its rows.
    this.post({ type: 'event', ...({ name, payload } as AnyEvent) })
  }

  post(body: ServerBody): void {
    const message = this.link.send(body)
    this.frame({ type: 'message', ack: this.link.received, ...message })
  }

  frame(frame: ServerFrame): void {
    this.#end?.send(JSON.stringify(frame))
  }

  /** Forgets the events that wait, as a server does for a client that is far behind. */
  dropEvents(): void {
    if (this.link.drop((body) => body.type === 'event') > 0) this.dropped = true
  }

  bye(code: WireError['code']): void {
    this.frame({ type: 'bye', error: new MrtcError(code).toWire() })
    this.#end?.close(closeCodes.sessionOver)
    this.#end = undefined
  }
}

export class ModelServer {
  readonly network: MemoryNetwork
  readonly sessions = new Map<string, ModelSession>()
  /** Handshakes are refused with this. */
  refusal: WireError['code'] | undefined
  /** Resumed clients are sent again what they say that they have. */
  repeats = false
  /** Neither frames nor handshakes are answered. */
  silent = false
  readonly #options: ModelServerOptions

  constructor(clock: Clock, options: ModelServerOptions = {}) {
    this.#options = options
    this.network = new MemoryNetwork(clock, (end) => this.#accept(end))
  }

  get session(): ModelSession {
    const [session] = this.sessions.values()
    if (session === undefined) throw new Error('nobody has connected yet')
    return session
  }

  /** All sessions are forgotten and all sockets lost. */
  restarts(): void {
    this.sessions.clear()
    this.network.cut()
  }

  #accept(end: ServerEnd): void {
    let session: ModelSession | undefined
    let isRefused = false
    end.onMessage = (data) => {
      if (this.silent || isRefused) return
      const frame: ClientFrame = JSON.parse(data)
      if (session === undefined) {
        session = this.#handshake(end, frame)
        isRefused = session === undefined
      } else if (session.isAttachedTo(end)) this.#receive(session, frame)
    }
    end.onClose = () => {
      if (session?.isAttachedTo(end)) session.attach(undefined)
    }
  }

  #handshake(end: ServerEnd, frame: ClientFrame): ModelSession | undefined {
    if (frame.type !== 'hello' && frame.type !== 'resume') throw new Error(`${frame.type} is no handshake`)
    const session =
      frame.type === 'hello'
        ? new ModelSession(`session-${this.sessions.size + 1}`, frame.uid)
        : this.sessions.get(frame.sessionId)
    const refusal = this.refusal ?? (session === undefined ? 'SESSION_NOT_FOUND' : undefined)
    if (session === undefined || refusal !== undefined) {
      end.send(JSON.stringify({ type: 'refused', error: new MrtcError(refusal ?? 'SESSION_NOT_FOUND').toWire() }))
      end.close(closeCodes.refused)
      return undefined
    }
    this.sessions.set(session.sessionId, session)
    if (frame.type === 'resume') session.resumedFor.push(frame.cause)
    session.attach(end)
    if (frame.type === 'resume' && !this.repeats && !session.link.acknowledge(frame.ack))
      throw new Error('acknowledged what was not sent')
    session.frame({
      type: 'welcome',
      sessionId: session.sessionId,
      resumeToken: `token of ${session.sessionId}`,
      resumed: frame.type === 'resume',
      resync: session.dropped,
      ack: session.link.received,
      heartbeatMs: this.#options.heartbeatMs ?? 5_000,
      sessionTtlMs: this.#options.sessionTtlMs ?? 60_000,
    })
    session.dropped = false
    for (const message of session.link.replay()) {
      session.frame({ type: 'message', ack: session.link.received, ...message })
    }
    return session
  }

  #receive(session: ModelSession, frame: ClientFrame): void {
    switch (frame.type) {
      case 'message': {
        if (!session.link.acknowledge(frame.ack)) throw new Error('acknowledged what was not sent')
        const arrival = session.link.receive(frame.seq)
        if (arrival === 'gap') throw new Error('the client skipped a number')
        if (arrival === 'deliver' && frame.body !== null) this.#process(session, frame.body)
        session.frame({ type: 'ack', ack: session.link.received })
        break
      }
      case 'ack':
        if (!session.link.acknowledge(frame.ack)) throw new Error('acknowledged what was not sent')
        break
      case 'ping':
        session.frame({ type: 'pong' })
        break
      case 'bye':
        this.sessions.delete(session.sessionId)
        break
      case 'pong':
      case 'hello':
      case 'resume':
        break
    }
  }

  #process(session: ModelSession, body: RequestBody): void {
    session.requests.push(body)
    try {
      const result = this.#options.handle?.(body, session)
      if (result !== undefined) session.post({ type: 'response', id: body.id, result })
    } catch (error) {
      if (!(error instanceof MrtcError)) throw error
      session.post({ type: 'response', id: body.id, error: error.toWire() })
    }
  }
}
