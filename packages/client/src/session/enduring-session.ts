import {
  type ErrorCode,
  finalErrors,
  type HelloFrame,
  MrtcError,
  type RequestName,
  type RequestParams,
  type RequestResult,
  type ResumeCause,
} from '@mrtc/protocol'
import type { Clock } from '../clock.ts'
import type { ConnectionState } from '../connection-state.ts'
import { Emitter } from '../emitter.ts'
import { asMrtcError, hasCode } from '../errors.ts'
import { limited, sleep } from '../limited.ts'
import type { Logger } from '../logger.ts'
import type { WebSocketLike } from '../socket/index.ts'
import type { ReconnectPolicy } from './reconnect-policy.ts'
import { ReliableSession, type ReliableSessionEvents } from './reliable-session.ts'
import type { RequestFunction, RequestOptions } from './request-options.ts'

/** Ends of a session that another one can make up for: its server is restarted, or forgot it too early. */
const replaceableEnds: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['SESSION_NOT_FOUND', 'SERVER_SHUTTING_DOWN'])

type Hello = Omit<HelloFrame, 'type' | 'version' | 'sentAt'>

export interface EnduringSessionOptions {
  /** Asked for again for each session: signatures expire. */
  readonly hello: (signal: AbortSignal) => Promise<Hello>
  readonly createSocket: () => WebSocketLike
  readonly reconnect: ReconnectPolicy
  readonly clock: Clock
  readonly log: Logger
}

/**
 * Takes up in a new session what the one before was for. Throwing what is no fault of the connection gives up what it
 * was for, not the session: that is for itself to handle.
 */
export type Resumption = (request: RequestFunction) => Promise<void>

/** What a session became. `attempts` are those to open the next one. */
type Phase =
  | { readonly phase: 'steady' }
  | { readonly phase: 'replacing'; readonly replaced: Promise<void>; readonly skipWait: AbortController }

/**
 * A session that outlives the server's memory of it: when the server was restarted it is replaced by a new one, for as
 * long as the lost one would have waited, while applications see it resume. Requests wait meanwhile.
 */
export class EnduringSession extends Emitter<ReliableSessionEvents> {
  /** What has to be done in a new session before it is like the one before. */
  resumption: Resumption | undefined
  readonly #options: EnduringSessionOptions
  readonly #closing = new AbortController()
  #state: ConnectionState
  #phase: Phase = { phase: 'steady' }
  #session: ReliableSession | undefined
  #isOpened = false

  constructor(options: EnduringSessionOptions) {
    super()
    this.#options = options
    this.#state = { state: 'connecting', since: options.clock.now() }
  }

  get state(): ConnectionState {
    return this.#state
  }

  /**
   * Connects. Called once.
   * @throws MrtcError what the server refused with, CONNECTION_FAILED, CONNECTION_TIMEOUT, REQUEST_ABORTED
   */
  async open(signal?: AbortSignal): Promise<void> {
    const opening = signal ?? this.#closing.signal
    await this.#openSession(await this.#options.hello(opening), opening)
    this.#isOpened = true
  }

  /**
   * Asks the server. Waits through reconnects and restarts; only time with a connection counts for its time-out.
   * @throws MrtcError as {@link ReliableSession.request}
   */
  request<N extends RequestName>(
    name: N,
    params: RequestParams<N>,
    options: RequestOptions<N> = {},
  ): Promise<RequestResult<N>> {
    const session = this.#session
    if (this.#phase.phase === 'replacing' || session === undefined) return this.#requestLater(name, params, options)
    return session.request(name, params, options).catch((error: unknown) => {
      // It never left: nobody can have done it.
      if (this.#phase.phase === 'replacing' && isUnsent(error)) return this.#requestLater(name, params, options)
      throw error
    })
  }

  /** @param cause what is known of why */
  reconnectNow(cause?: ResumeCause): void {
    if (this.#phase.phase === 'replacing') this.#phase.skipWait.abort()
    else this.#session?.reconnectNow(cause)
  }

  /** Ends the session on the server too, when it can be reached. Idempotent. */
  async close(): Promise<void> {
    this.#closing.abort()
    const isReplacing = this.#phase.phase === 'replacing'
    await this.#session?.close()
    if (isReplacing) this.#enter({ state: 'closed' })
  }

  async #requestLater<N extends RequestName>(
    name: N,
    params: RequestParams<N>,
    options: RequestOptions<N>,
  ): Promise<RequestResult<N>> {
    const { signal, timeoutMs } = options
    const { clock } = this.#options
    const error = () => new MrtcError('REQUEST_TIMEOUT', undefined, { data: { request: name } })
    const timeout = timeoutMs === undefined ? {} : { timeout: { clock, afterMs: timeoutMs, error } }
    if (this.#phase.phase === 'replacing') await limited(this.#phase.replaced, { signal, ...timeout })
    if (this.#session === undefined || this.#state.state === 'closed') throw closedError(this.#state)
    return this.#session.request(name, params, options)
  }

  async #openSession(hello: Hello, signal: AbortSignal): Promise<ReliableSession> {
    const { createSocket, reconnect, clock, log } = this.#options
    const session = new ReliableSession({ hello, createSocket, reconnect, clock, log })
    this.#session = session
    session.on('stateChanged', (state) => {
      if (this.#session === session) this.#follow(session, state)
    })
    session.on('eventReceived', (event) => this.emit('eventReceived', event))
    session.on('resyncNeeded', () => this.emit('resyncNeeded'))
    session.on('resumed', () => this.emit('resumed'))
    await session.open(signal)
    return session
  }

  #follow(session: ReliableSession, state: ConnectionState): void {
    // While it is being replaced, the state is told by the replacement.
    if (this.#phase.phase === 'replacing') return
    const before = this.#state
    const isReplaceable = state.state === 'closed' && state.error && replaceableEnds.has(state.error.code)
    if (!isReplaceable || !this.#isOpened) {
      this.#enter(state)
      return
    }
    const now = this.#options.clock.now()
    const { since, deadline } = before.state === 'resuming' ? before : { since: now, deadline: now + session.ttlMs }
    if (now >= deadline) this.#enter(state)
    else this.#replace({ since, deadline, end: state })
  }

  #replace(loss: Loss): void {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    // Nobody need be waiting.
    promise.catch(() => {})
    this.#phase = { phase: 'replacing', replaced: promise, skipWait: new AbortController() }
    void this.#tryToReplace(loss).then((state) => {
      this.#phase = { phase: 'steady' }
      if (this.#closing.signal.aborted) {
        reject(closedError(state))
        return
      }
      this.#enter(state)
      if (state.state === 'closed') reject(closedError(state))
      else resolve()
    })
  }

  /** Never rejects. @returns the state that it came to */
  async #tryToReplace({ since, deadline, end }: Loss): Promise<ConnectionState> {
    const { clock, reconnect, log } = this.#options
    for (let attempt = 0; ; attempt += 1) {
      this.#enter({ state: 'resuming', attempt: attempt + 1, since, deadline, cause: 'serverRestarted' })
      const delayMs = reconnect(attempt)
      if (delayMs === null) return end
      await this.#wait(Math.min(delayMs, deadline - clock.now()))
      if (this.#closing.signal.aborted) return { state: 'closed' }
      if (clock.now() >= deadline) return end
      const hello = await this.#nextHello(attempt)
      if (this.#closing.signal.aborted) return { state: 'closed' }
      if (hello === undefined) continue
      try {
        const session = await this.#openSession(hello, this.#closing.signal)
        await this.resumption?.((name, params, options) => session.request(name, params, options))
        if (session.state.state !== 'closed') return session.state
      } catch (error) {
        log.debug('the session could not be replaced', { attempt, error })
        const failure = reasonOf(error)
        await this.#session?.close()
        if (finalErrors.has(failure.code) && !replaceableEnds.has(failure.code)) {
          return { state: 'closed', error: failure }
        }
      }
    }
  }

  /** Whoever signs may be away like the server that is restarted; only what the server itself refuses is final. */
  async #nextHello(attempt: number): Promise<Hello | undefined> {
    try {
      return await this.#options.hello(this.#closing.signal)
    } catch (error) {
      this.#options.log.debug('nobody signs for another session yet', { attempt, error })
      return undefined
    }
  }

  /** Ends early when we are closed or are to reconnect now. */
  async #wait(delayMs: number): Promise<void> {
    if (this.#phase.phase !== 'replacing') return
    const { skipWait, replaced } = this.#phase
    await sleep(this.#options.clock, delayMs, AbortSignal.any([this.#closing.signal, skipWait.signal]))
    if (skipWait.signal.aborted) this.#phase = { phase: 'replacing', replaced, skipWait: new AbortController() }
  }

  #enter(state: ConnectionState): void {
    if (this.#state.state === 'closed') return
    this.#state = state
    this.emit('stateChanged', state)
  }
}

interface Loss {
  readonly since: number
  readonly deadline: number
  /** What is told when it cannot be made up for. */
  readonly end: ConnectionState
}

/** A session that ended while something was asked of it says why in the cause. */
function reasonOf(error: unknown): MrtcError {
  const failure = asMrtcError(error, 'CONNECTION_FAILED')
  return failure.code === 'CONNECTION_CLOSED' && failure.cause instanceof MrtcError ? failure.cause : failure
}

function isUnsent(error: unknown): boolean {
  return hasCode(error, 'CONNECTION_CLOSED') && error instanceof MrtcError && error.data?.sent === false
}

function closedError(state: ConnectionState): MrtcError {
  const cause = state.state === 'closed' ? state.error : undefined
  return new MrtcError('CONNECTION_CLOSED', undefined, cause === undefined ? {} : { cause })
}
