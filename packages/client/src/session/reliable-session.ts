import {
  type AnyEvent,
  type ClientFrame,
  closeCodes,
  type HelloFrame,
  limits,
  MrtcError,
  protocolVersion,
  ReliableLink,
  type RequestBody,
  type RequestName,
  type RequestParams,
  type RequestResult,
  type ResumeCause,
  type ServerFrame,
} from '@mrtc/protocol'
import type { Clock } from '../clock.ts'
import type { ConnectionState } from '../connection-state.ts'
import { Emitter } from '../emitter.ts'
import { abortError } from '../limited.ts'
import type { Logger } from '../logger.ts'
import { randomKey } from '../random-key.ts'
import { Dial, type FrameSocket, type WebSocketLike } from '../socket/index.ts'
import { Acknowledger } from './acknowledger.ts'
import { ConnectedTime } from './connected-time.ts'
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

/** A timer that is so late was held up: the page was frozen, or the machine asleep. */
const asleepAfterMs = 5_000
/** What happened longer ago has nothing to do with a socket that is lost now. */
const causeHoldsMs = 30_000

/** What a frame adds to the request that it carries, at most. */
const frameOverheadBytes = 128
/** The server can make nothing of our frames: so many times in a row without progress end the session. */
const faultsTolerated = 3
/** So many messages follow a `resume` without waiting for its answer. */
const messagesWithResume = 32
/** How long `close` waits for the goodbye to be flushed. */
const closeTimeoutMs = 1_000
/** Only reads. Everything else has an idempotency key. */
const readOnlyRequests: ReadonlySet<RequestName> = new Set<RequestName>(['room.sync'])

export interface ReliableSessionOptions {
  readonly hello: Omit<HelloFrame, 'type' | 'version' | 'sentAt'>
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
  readonly #connectedTime: ConnectedTime
  readonly #first: SessionStep
  #state: SessionState
  /** The socket in use, and the highest number that was written to it. */
  #line: { readonly socket: FrameSocket; writtenSeq: number } | undefined
  /** One that is no longer in use, but may still be for the server: it closes it when it hears of the other. */
  #retired: FrameSocket | undefined
  #dial: Dial | undefined
  #dialled: FrameSocket | undefined
  /** Why a socket is lost or given up, where more is known than that. */
  #known: { readonly cause: ResumeCause; readonly since: number } | undefined
  #wake: { readonly at: number; readonly cancel: () => void } | undefined
  #faults = 0
  #ttlMs: number = limits.sessionTtlMs
  /** The highest number that was written to a socket on which the server did not refuse us. */
  #sentSeq = 0
  /** Inputs that came while one was being worked on. */
  readonly #inputs: SessionInput[] = []
  #stepping = false

  constructor(options: ReliableSessionOptions) {
    super()
    this.#options = options
    this.#acknowledger = new Acknowledger(options.clock, (ack) => {
      if (this.#state.state === 'open') this.#line?.socket.send({ type: 'ack', ack })
    })
    this.#connectedTime = new ConnectedTime(options.clock)
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
   * Asks the server. Waits through reconnects; only time with a connection counts for its time-out.
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
      const onTimeout = () => giveUp(new MrtcError('REQUEST_TIMEOUT', undefined, { data: { request: name } }))
      const cancelTimer =
        options.timeoutMs === undefined
          ? this.#connectedTime.setTimer(limits.requestTimeoutMs, onTimeout)
          : this.#options.clock.setTimer(options.timeoutMs, onTimeout)
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
  /** @param cause what is known of why */
  reconnectNow(cause?: ResumeCause): void {
    if (cause !== undefined) this.#known = { cause, since: this.#options.clock.now() }
    this.#step({ input: 'reconnectNow' })
  }

  /** Ends the session on the server too, when it can be reached. Idempotent. */
  async close(): Promise<void> {
    const socket = this.#line?.socket
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
    if (state.state === 'open') this.#connectedTime.run()
    else this.#connectedTime.stop()
    if (state.state === 'closed' && before.state !== 'closed') this.#end()
    const told = toConnectionState(state)
    if (!isSame(toConnectionState(before), told)) this.emit('stateChanged', told)
    if (state.state === 'open' && before.state === 'resuming') this.#known = undefined
    if (state.state === 'open' && before.state === 'resuming' && !before.isMove) this.emit('resumed')
    if (effects.some(({ effect }) => effect === 'resync')) this.emit('resyncNeeded')
  }

  #perform(effect: SessionEffect): void {
    switch (effect.effect) {
      case 'dial':
        this.#startDial()
        break
      case 'stopDial':
        this.#stopDial()
        break
      case 'adopt':
        this.#adopt()
        break
      case 'dropSocket':
        this.#dropSockets(effect.code)
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

  #startDial(): void {
    this.#stopDial()
    const { createSocket, clock, log } = this.#options
    this.#dial = new Dial({
      createSocket,
      clock,
      listener: {
        connected: (socket) => {
          this.#dialled = socket
          this.#step({ input: 'dialled' })
        },
        failed: (reason) => {
          log.debug('no socket could be opened', { reason })
          this.#step({ input: 'dialFailed', reason })
        },
      },
    })
  }

  #stopDial(): void {
    this.#dial?.close()
    this.#dial = undefined
    this.#dialled?.close(closeCodes.normal)
    this.#dialled = undefined
  }

  #adopt(): void {
    const socket = this.#dialled
    this.#dialled = undefined
    if (socket === undefined) return
    this.#closeRetired()
    this.#retired = this.#leaveLine()
    this.#retired?.mute()
    this.#line = { socket, writtenSeq: 0 }
    socket.listen({
      opened: () => {},
      received: (frame) => this.#receive(frame),
      lost: (reason) => {
        this.#options.log.debug('socket lost', { reason })
        if (this.#line?.socket === socket) this.#leaveLine()
        this.#step({ input: 'socketLost', reason })
      },
    })
  }

  #dropSockets(code: number): void {
    this.#stopDial()
    this.#leaveLine()?.close(code)
    this.#closeRetired()
  }

  /** @returns the socket that was in use */
  #leaveLine(): FrameSocket | undefined {
    const line = this.#line
    this.#line = undefined
    this.#sentSeq = Math.max(this.#sentSeq, line?.writtenSeq ?? 0)
    return line?.socket
  }

  #closeRetired(): void {
    this.#retired?.close(closeCodes.replaced)
    this.#retired = undefined
  }

  #receive(frame: ServerFrame): void {
    this.#step({ input: 'heard' })
    switch (frame.type) {
      case 'welcome':
        this.#ttlMs = frame.sessionTtlMs
        this.#closeRetired()
        this.#step({ input: 'welcomed', welcome: frame })
        break
      case 'refused':
        // Nothing that followed our resume was taken.
        if (this.#line !== undefined) this.#line.writtenSeq = 0
        this.#step({ input: 'refused', error: MrtcError.fromWire(frame.error) })
        break
      case 'bye':
        this.#step({ input: 'ended', error: MrtcError.fromWire(frame.error) })
        break
      case 'ping':
        this.#line?.socket.send({ type: 'pong' })
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
    if (this.#line === undefined) return
    this.#line.writtenSeq = seq
    this.#line.socket.send({ type: 'message', seq, ack: this.#acknowledger.ride(), body })
    this.#step({ input: 'sent' })
  }

  #replay(acknowledged: number): void {
    if (!this.#takeAcknowledgement(acknowledged)) return
    this.#sendWaiting()
  }

  /** Sends what waits and was not yet written to this socket. */
  #sendWaiting(most = Number.POSITIVE_INFINITY): void {
    const writtenSeq = this.#line?.writtenSeq ?? 0
    const waiting = this.#link.replay().filter(({ seq }) => seq > writtenSeq)
    for (const message of waiting.slice(0, most)) this.#sendMessage(message)
    // What went out before the welcome is not yet acknowledged.
    if (this.#link.pending > 0) this.#step({ input: 'sent' })
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
    if (this.#link.pending < pending) {
      this.#faults = 0
      this.#step({ input: 'acknowledged', isAll: this.#link.pending === 0 })
    }
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
    if (frame === undefined) return
    this.#line?.socket.send(frame)
    // In the same flight, for the server to take as soon as it knows us; what it has already it drops.
    if (what === 'resume') this.#sendWaiting(messagesWithResume)
  }

  #frame(what: 'hello' | 'resume' | 'ping' | 'bye'): ClientFrame | undefined {
    const sentAt = this.#options.clock.now()
    if (what === 'hello') return { type: 'hello', version: protocolVersion, sentAt, ...this.#options.hello }
    if (what !== 'resume') return { type: what }
    if (this.#state.state !== 'resuming') return undefined
    const { sessionId, resumeToken } = this.#state.identity
    const ack = this.#acknowledger.ride()
    const isKnown = this.#known !== undefined && sentAt - this.#known.since < causeHoldsMs
    const cause = isKnown ? this.#known?.cause : undefined
    return { type: 'resume', version: protocolVersion, sentAt, sessionId, resumeToken, ack, ...(cause && { cause }) }
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
      const now = clock.now()
      if (now - at > asleepAfterMs) this.#known = { cause: 'pageAway', since: now }
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
      if (state.isMove) return { state: 'open', sessionId: state.identity.sessionId, since: state.since }
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
