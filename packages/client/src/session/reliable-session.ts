import {
  type AnyEvent,
  type ClientFrame,
  type HelloFrame,
  limits,
  MrtcError,
  protocolVersion,
  ReliableLink,
  type RequestBody,
  type RequestName,
  type RequestParams,
  type RequestResult,
  type ServerFrame,
} from '@mrtc/protocol'
import type { Clock } from '../clock.ts'
import type { ConnectionState } from '../connection-state.ts'
import { Emitter } from '../emitter.ts'
import { abortError } from '../limited.ts'
import type { Logger } from '../logger.ts'
import { randomKey } from '../random-key.ts'
import { FrameSocket, type WebSocketLike } from '../socket/index.ts'
import { Acknowledger } from './acknowledger.ts'
import { PendingRequests } from './pending-requests.ts'
import type { ReconnectPolicy } from './reconnect-policy.ts'
import type { RequestOptions } from './request-options.ts'
import {
  begin,
  nextWakeAt,
  type SessionEffect,
  type SessionInput,
  type SessionState,
  type SessionStep,
  step,
} from './session-machine.ts'

/** What a frame adds to the request that it carries, at most. */
const frameOverheadBytes = 128
/** The server can make nothing of our frames: so many times in a row without progress end the session. */
const faultsTolerated = 3
/** How long `close` waits for the goodbye to be flushed. */
const closeTimeoutMs = 1_000
/** Only reads. Everything else has an idempotency key. */
const readOnlyRequests: ReadonlySet<RequestName> = new Set<RequestName>(['room.sync'])

export interface ReliableSessionOptions {
  readonly hello: Omit<HelloFrame, 'type' | 'version'>
  readonly createSocket: () => WebSocketLike
  readonly reconnect: ReconnectPolicy
  readonly clock: Clock
  readonly log: Logger
}

export type ReliableSessionEvents = {
  stateChanged: [ConnectionState]
  eventReceived: [AnyEvent]
  /** Room events were dropped: the room's state is to be fetched whole. */
  resyncNeeded: []
  /** A new socket carries the session on. */
  resumed: []
}

/**
 * One session with the server, over as many sockets as it takes: every request and event arrives exactly once and in
 * order, or the session is closed. It is opened once and lives once; requests made before it is open wait for that.
 */
export class ReliableSession extends Emitter<ReliableSessionEvents> {
  readonly #options: ReliableSessionOptions
  readonly #link = new ReliableLink<RequestBody>()
  readonly #requests = new PendingRequests()
  readonly #acknowledger: Acknowledger
  readonly #first: SessionStep
  #state: SessionState
  #socket: FrameSocket | undefined
  #wake: { readonly at: number; readonly cancel: () => void } | undefined
  #faults = 0
  #ttlMs: number = limits.sessionTtlMs
  /** The highest number that was written to a socket. */
  #sentSeq = 0
  /** Inputs that came while one was being worked on. */
  readonly #inputs: SessionInput[] = []
  #stepping = false

  constructor(options: ReliableSessionOptions) {
    super()
    this.#options = options
    this.#acknowledger = new Acknowledger(options.clock, (ack) => {
      if (this.#state.state === 'open') this.#socket?.send({ type: 'ack', ack })
    })
    this.#first = begin(options.clock.now())
    this.#state = this.#first.state
  }

  get state(): ConnectionState {
    return toConnectionState(this.#state)
  }

  /** How long the server waits for us without a socket. */
  get ttlMs(): number {
    return this.#ttlMs
  }

  /**
   * Connects. Called once.
   * @throws MrtcError what the server refused with, CONNECTION_FAILED, CONNECTION_TIMEOUT, REQUEST_ABORTED
   */
  open(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = () => this.#step({ input: 'close' })
      const off = this.on('stateChanged', (state) => {
        if (state.state === 'connecting') return
        off()
        signal?.removeEventListener('abort', onAbort)
        if (state.state !== 'closed') resolve()
        else if (signal?.aborted) reject(abortError(signal))
        else reject(state.error ?? new MrtcError('CONNECTION_CLOSED'))
      })
      this.#inTurn(() => this.#apply(this.#first))
      if (signal?.aborted) onAbort()
      else signal?.addEventListener('abort', onAbort, { once: true })
    })
  }

  /**
   * Asks the server. Waits through reconnects, up to its time-out.
   * @throws MrtcError the request's own errors, REQUEST_TIMEOUT, REQUEST_ABORTED, CONNECTION_CLOSED when the session ends
   */
  request<N extends RequestName>(
    name: N,
    params: RequestParams<N>,
    options: RequestOptions<N> = {},
  ): Promise<RequestResult<N>> {
    return new Promise((resolve, reject) => {
      const { signal } = options
      if (signal?.aborted) throw abortError(signal)
      if (this.#state.state === 'closed') throw this.#closedError({ sent: false })
      if (this.#link.pending >= limits.unacknowledgedMessages) throw new MrtcError('RATE_LIMITED')
      const id = this.#requests.takeId()
      const body: RequestBody = { type: 'request', id, name, params, ...keyOf(name) }
      if (sizeBytes(body) + frameOverheadBytes > limits.frameSizeBytes) {
        throw new MrtcError('MESSAGE_TOO_LARGE', undefined, { data: { limitBytes: limits.frameSizeBytes } })
      }

      const tidy = () => {
        cancelTimer()
        signal?.removeEventListener('abort', onAbort)
      }
      const giveUp = (error: MrtcError) => {
        tidy()
        // The table's type of the result: the server's word is taken for it.
        this.#requests.abandon(id, options.onLate as ((result: unknown) => void) | undefined)
        if (options.insist !== true) this.#withdraw(id)
        reject(error)
      }
      const onAbort = () => {
        if (signal !== undefined) giveUp(abortError(signal))
      }
      const cancelTimer = this.#options.clock.setTimer(options.timeoutMs ?? limits.requestTimeoutMs, () =>
        giveUp(new MrtcError('REQUEST_TIMEOUT', undefined, { data: { request: name } })),
      )
      signal?.addEventListener('abort', onAbort, { once: true })
      const seq = this.#link.sent + 1
      this.#requests.add(id, {
        resolve: (result) => {
          tidy()
          options.onResult?.(result as RequestResult<N>)
          resolve(result as RequestResult<N>)
        },
        reject: (error) => {
          tidy()
          reject(error)
        },
        ended: () => {
          tidy()
          reject(this.#closedError({ sent: seq <= this.#sentSeq }))
        },
      })
      this.#send(body)
    })
  }

  /** Skips the wait before the next attempt; on an open session, moves it to a new socket. */
  reconnectNow(): void {
    this.#step({ input: 'reconnectNow' })
  }

  /** Ends the session on the server too, when it can be reached. Idempotent. */
  async close(): Promise<void> {
    const socket = this.#socket
    this.#step({ input: 'close' })
    if (socket === undefined) return
    await new Promise<void>((resolve) => {
      const cancel = this.#options.clock.setTimer(closeTimeoutMs, resolve)
      socket.closed.then(() => {
        cancel()
        resolve()
      })
    })
  }

  #step(input: SessionInput): void {
    this.#inputs.push(input)
    if (!this.#stepping) this.#inTurn(() => {})
  }

  /** Inputs are worked on one after the other, also when an effect of one causes the next. */
  #inTurn(first: () => void): void {
    this.#stepping = true
    try {
      first()
      for (let input = this.#inputs.shift(); input !== undefined; input = this.#inputs.shift()) {
        const { clock, reconnect } = this.#options
        this.#apply(step(this.#state, input, { now: clock.now(), reconnect }))
      }
    } finally {
      this.#stepping = false
    }
  }

  #apply({ state, effects }: SessionStep): void {
    const before = this.#state
    this.#state = state
    for (const effect of effects) this.#perform(effect)
    this.#scheduleWake()
    if (state.state === 'closed' && before.state !== 'closed') this.#end()
    const told = toConnectionState(state)
    if (!isSame(toConnectionState(before), told)) this.emit('stateChanged', told)
    if (state.state === 'open' && before.state === 'resuming') this.emit('resumed')
    if (effects.some(({ effect }) => effect === 'resync')) this.emit('resyncNeeded')
  }

  #perform(effect: SessionEffect): void {
    switch (effect.effect) {
      case 'openSocket':
        this.#openSocket()
        break
      case 'dropSocket':
        this.#socket?.close(effect.code)
        this.#socket = undefined
        break
      case 'send':
        this.#sendFrame(effect.what)
        break
      case 'replay':
        this.#replay(effect.acknowledged)
        break
      case 'resync':
        // Told after the state, see #apply.
        break
    }
  }

  #openSocket(): void {
    let webSocket: WebSocketLike
    try {
      webSocket = this.#options.createSocket()
    } catch (error) {
      this.#options.log.warn('the socket could not be created', { error })
      this.#step({ input: 'socketLost', reason: String(error) })
      return
    }
    const socket = new FrameSocket(webSocket, {
      opened: () => this.#step({ input: 'socketOpened' }),
      received: (frame) => this.#receive(frame),
      lost: (reason) => {
        this.#options.log.debug('socket lost', { reason })
        if (this.#socket === socket) this.#socket = undefined
        this.#step({ input: 'socketLost', reason })
      },
    })
    this.#socket = socket
  }

  #receive(frame: ServerFrame): void {
    this.#step({ input: 'heard' })
    switch (frame.type) {
      case 'welcome':
        this.#ttlMs = frame.sessionTtlMs
        this.#step({ input: 'welcomed', welcome: frame })
        break
      case 'refused':
        this.#step({ input: 'refused', error: MrtcError.fromWire(frame.error) })
        break
      case 'bye':
        this.#step({ input: 'ended', error: MrtcError.fromWire(frame.error) })
        break
      case 'ping':
        this.#socket?.send({ type: 'pong' })
        break
      case 'pong':
        break
      case 'ack':
        this.#takeAcknowledgement(frame.ack)
        break
      case 'error':
        this.#takeFault(MrtcError.fromWire(frame.error))
        break
      case 'message':
        this.#receiveMessage(frame)
        break
    }
  }

  #receiveMessage({ seq, ack, body }: Extract<ServerFrame, { type: 'message' }>): void {
    if (!this.#takeAcknowledgement(ack)) return
    const arrival = this.#link.receive(seq)
    if (arrival === 'gap') {
      this.#step({ input: 'orderLost' })
      return
    }
    this.#acknowledger.received(this.#link.received)
    if (arrival === 'duplicate') return
    if (body === null) this.emit('resyncNeeded')
    else if (body.type === 'response') this.#requests.settle(body)
    else this.emit('eventReceived', body)
  }

  #send(body: RequestBody): void {
    const message = this.#link.send(body)
    if (this.#state.state === 'open') this.#sendMessage(message)
  }

  #sendMessage({ seq, body }: { readonly seq: number; readonly body: RequestBody | null }): void {
    this.#sentSeq = Math.max(this.#sentSeq, seq)
    this.#socket?.send({ type: 'message', seq, ack: this.#acknowledger.ride(), body })
  }

  #replay(acknowledged: number): void {
    if (!this.#takeAcknowledgement(acknowledged)) return
    for (const message of this.#link.replay()) this.#sendMessage(message)
  }

  /** What nobody waits for any more need not be done, should the server not have got it yet and we replay. */
  #withdraw(id: number): void {
    const withdrawn = this.#link.drop((body) => body.id === id)
    if (withdrawn > 0) this.#options.log.debug('request withdrawn', { id })
  }

  /** @returns false if the server acknowledges what was never sent: it takes us for another, which ends the session */
  #takeAcknowledgement(ack: number): boolean {
    const pending = this.#link.pending
    if (!this.#link.acknowledge(ack)) {
      this.#step({ input: 'ended', error: new MrtcError('SEQUENCE_INVALID') })
      return false
    }
    if (this.#link.pending < pending) this.#faults = 0
    return true
  }

  /** A frame of ours was not understood. Resuming heals what the network broke, never what we do wrong ourselves. */
  #takeFault(error: MrtcError): void {
    this.#options.log.error('the server could not understand a frame', { error })
    this.#faults += 1
    if (this.#faults >= faultsTolerated) this.#step({ input: 'ended', error })
  }

  #sendFrame(what: 'hello' | 'resume' | 'ping' | 'bye'): void {
    const frame = this.#frame(what)
    if (frame !== undefined) this.#socket?.send(frame)
  }

  #frame(what: 'hello' | 'resume' | 'ping' | 'bye'): ClientFrame | undefined {
    if (what === 'hello') return { type: 'hello', version: protocolVersion, ...this.#options.hello }
    if (what !== 'resume') return { type: what }
    if (this.#state.state !== 'resuming') return undefined
    const { sessionId, resumeToken } = this.#state.identity
    return { type: 'resume', version: protocolVersion, sessionId, resumeToken, ack: this.#acknowledger.ride() }
  }

  #scheduleWake(): void {
    const at = nextWakeAt(this.#state)
    if (at === this.#wake?.at) return
    this.#wake?.cancel()
    this.#wake = undefined
    if (at === undefined) return
    const { clock } = this.#options
    const cancel = clock.setTimer(Math.max(0, at - clock.now()), () => {
      this.#wake = undefined
      this.#step({ input: 'woken' })
    })
    this.#wake = { at, cancel }
  }

  #end(): void {
    this.#acknowledger.close()
    this.#requests.endAll()
  }

  /** @param data `sent`: whether the request was written to a socket, so that the server may have got it */
  #closedError(data: { readonly sent: boolean }): MrtcError {
    const cause = this.#state.state === 'closed' ? this.#state.error : undefined
    return new MrtcError('CONNECTION_CLOSED', undefined, { data, ...(cause === undefined ? {} : { cause }) })
  }
}

function keyOf(name: RequestName): { key?: string } {
  return readOnlyRequests.has(name) ? {} : { key: randomKey() }
}

function sizeBytes(body: RequestBody): number {
  return new TextEncoder().encode(JSON.stringify(body)).byteLength
}

function toConnectionState(state: SessionState): ConnectionState {
  switch (state.state) {
    case 'connecting':
      return { state: 'connecting', since: state.since }
    case 'open':
      return { state: 'open', sessionId: state.identity.sessionId, since: state.since }
    case 'waiting':
      return { state: 'resuming', attempt: state.attempts + 1, since: state.since, deadline: state.deadline }
    case 'resuming':
      return { state: 'resuming', attempt: state.attempts, since: state.since, deadline: state.deadline }
    case 'closed':
      return state.error === undefined ? { state: 'closed' } : { state: 'closed', error: state.error }
  }
}

/** Whether the application would see no difference. */
function isSame(a: ConnectionState, b: ConnectionState): boolean {
  if (a.state === 'resuming' && b.state === 'resuming') return a.attempt === b.attempt && a.since === b.since
  if (a.state === 'open' && b.state === 'open') return a.since === b.since
  return a.state === b.state
}
