/**
 * The life of a reliable session as a pure function: what is, what happens and the time give what is next and what to
 * do. When to look at the clock again is part of the state, see {@link nextWakeAt}.
 */
import { closeCodes, finalErrors, limits, MrtcError, type WelcomeFrame } from '@mrtc/protocol'
import type { ReconnectPolicy } from './reconnect-policy.ts'

/** The socket is given up after this many heartbeats of silence. */
const silentHeartbeats = 3
/** A socket that lived shorter than this does not reset the policy's count: a server that drops us at once is not stormed. */
const stableAfterMs = 5_000
/** `reconnectNow` leaves an attempt alone that is younger than this: it was made on the network of now. */
const freshAttemptMs = 1_000

/**
 * How long the first attempt to resume may take; the second may take twice as long, and so on up to the time of any
 * handshake. A connection that is dead from the start looks like a slow one: the next attempt is what tells them apart.
 */
const firstResumeTimeoutMs = 3_000

/** What the server gave us to come back with. */
export interface SessionIdentity {
  readonly sessionId: string
  readonly resumeToken: string
  readonly heartbeatMs: number
  readonly sessionTtlMs: number
}

/** All times are of one monotonic clock, in milliseconds. */
export type SessionState =
  /** A socket is being opened for `hello`. */
  | { readonly state: 'connecting'; readonly since: number; readonly handshakeBy: number }
  | {
      readonly state: 'open'
      readonly since: number
      readonly identity: SessionIdentity
      readonly heardAt: number
      readonly heartbeatAt: number
      /** Attempts of the recovery that led here; it counts on if the socket is lost again soon. */
      readonly attempts: number
    }
  /** Without a socket until the policy's delay is over. */
  | {
      readonly state: 'waiting'
      readonly since: number
      readonly identity: SessionIdentity
      readonly attempts: number
      readonly retryAt: number
      readonly deadline: number
    }
  /** A socket is being opened for `resume`. `attempts` includes this one. */
  | {
      readonly state: 'resuming'
      readonly since: number
      readonly identity: SessionIdentity
      readonly attempts: number
      readonly attemptedAt: number
      readonly handshakeBy: number
      readonly deadline: number
    }
  /** For good. Without `error` by ourselves. */
  | { readonly state: 'closed'; readonly error?: MrtcError }

export type SessionInput =
  | { readonly input: 'socketOpened' }
  | { readonly input: 'socketLost'; readonly reason: string }
  | { readonly input: 'welcomed'; readonly welcome: WelcomeFrame }
  /** The handshake was refused. */
  | { readonly input: 'refused'; readonly error: MrtcError }
  /** The server ended the session, or its memory of the link and ours do not fit. */
  | { readonly input: 'ended'; readonly error: MrtcError }
  /** Some frame arrived. */
  | { readonly input: 'heard' }
  /** The peer skipped a number: only a new socket restores order. */
  | { readonly input: 'orderLost' }
  | { readonly input: 'woken' }
  | { readonly input: 'reconnectNow' }
  | { readonly input: 'close' }

export type SessionEffect =
  | { readonly effect: 'openSocket' }
  | { readonly effect: 'dropSocket'; readonly code: number }
  | { readonly effect: 'send'; readonly what: 'hello' | 'resume' | 'ping' | 'bye' }
  /** Take the server's acknowledgement, then send what it has not seen. */
  | { readonly effect: 'replay'; readonly acknowledged: number }
  /** Room events were dropped while we were away. */
  | { readonly effect: 'resync' }

export interface SessionStep {
  readonly state: SessionState
  readonly effects: readonly SessionEffect[]
}

export interface SessionSurroundings {
  readonly now: number
  readonly reconnect: ReconnectPolicy
}

/** Begins a session. */
export function begin(now: number): SessionStep {
  return {
    state: { state: 'connecting', since: now, handshakeBy: now + limits.handshakeTimeoutMs },
    effects: [{ effect: 'openSocket' }],
  }
}

/** When to give the machine `woken`, or undefined if time changes nothing. */
export function nextWakeAt(state: SessionState): number | undefined {
  switch (state.state) {
    case 'connecting':
      return state.handshakeBy
    case 'open':
      return state.heartbeatAt
    case 'waiting':
      return Math.min(state.retryAt, state.deadline)
    case 'resuming':
      return Math.min(state.handshakeBy, state.deadline)
    case 'closed':
      return undefined
  }
}

export function step(state: SessionState, input: SessionInput, surroundings: SessionSurroundings): SessionStep {
  if (state.state === 'closed') return { state, effects: [] }
  if (input.input === 'close') {
    // Only an open session has a server to say goodbye to; otherwise it ends there when its time is over.
    const bye: SessionEffect[] = state.state === 'open' ? [{ effect: 'send', what: 'bye' }] : []
    return { state: { state: 'closed' }, effects: [...bye, { effect: 'dropSocket', code: closeCodes.normal }] }
  }
  if (input.input === 'ended') return close(input.error)
  switch (state.state) {
    case 'connecting':
      return whenConnecting(state, input, surroundings)
    case 'open':
      return whenOpen(state, input, surroundings)
    case 'waiting':
      return whenWaiting(state, input, surroundings)
    case 'resuming':
      return whenResuming(state, input, surroundings)
  }
}

type In<S extends SessionState['state']> = Extract<SessionState, { state: S }>
type OpenInput = Exclude<SessionInput, { input: 'close' | 'ended' }>

function whenConnecting(state: In<'connecting'>, input: OpenInput, { now }: SessionSurroundings): SessionStep {
  switch (input.input) {
    case 'socketOpened':
      return { state, effects: [{ effect: 'send', what: 'hello' }] }
    case 'welcomed':
      return open(input.welcome, now, 0)
    case 'refused':
      return close(input.error)
    case 'socketLost':
      return close(new MrtcError('CONNECTION_FAILED', undefined, { data: { reason: input.reason } }))
    case 'woken':
      return now >= state.handshakeBy ? close(new MrtcError('CONNECTION_TIMEOUT')) : { state, effects: [] }
    case 'heard':
    case 'orderLost':
    case 'reconnectNow':
      return { state, effects: [] }
  }
}

function whenOpen(state: In<'open'>, input: OpenInput, surroundings: SessionSurroundings): SessionStep {
  const { now } = surroundings
  switch (input.input) {
    case 'heard':
      return { state: { ...state, heardAt: now }, effects: [] }
    case 'socketLost':
      return recover(state, surroundings, [])
    case 'orderLost':
      return recover(state, surroundings, [{ effect: 'dropSocket', code: closeCodes.sequenceLost }])
    case 'reconnectNow':
      return attempt({ ...state, attempts: 0, deadline: now + state.identity.sessionTtlMs, since: now }, now, [
        { effect: 'dropSocket', code: closeCodes.replaced },
      ])
    case 'woken': {
      const silentMs = now - state.heardAt
      const { heartbeatMs } = state.identity
      if (silentMs >= silentHeartbeats * heartbeatMs) {
        return recover(state, surroundings, [{ effect: 'dropSocket', code: closeCodes.heartbeatLost }])
      }
      if (silentMs < heartbeatMs) {
        return { state: { ...state, heartbeatAt: state.heardAt + heartbeatMs }, effects: [] }
      }
      return { state: { ...state, heartbeatAt: now + heartbeatMs }, effects: [{ effect: 'send', what: 'ping' }] }
    }
    case 'socketOpened':
    case 'welcomed':
    case 'refused':
      return { state, effects: [] }
  }
}

function whenWaiting(state: In<'waiting'>, input: OpenInput, { now }: SessionSurroundings): SessionStep {
  switch (input.input) {
    case 'reconnectNow':
      return attempt(state, now, [])
    case 'woken':
      if (now >= state.deadline) return close(new MrtcError('SESSION_NOT_FOUND'))
      return now >= state.retryAt ? attempt(state, now, []) : { state, effects: [] }
    case 'heard':
    case 'orderLost':
    case 'socketOpened':
    case 'socketLost':
    case 'welcomed':
    case 'refused':
      return { state, effects: [] }
  }
}

function whenResuming(state: In<'resuming'>, input: OpenInput, surroundings: SessionSurroundings): SessionStep {
  const { now } = surroundings
  switch (input.input) {
    case 'socketOpened':
      return { state, effects: [{ effect: 'send', what: 'resume' }] }
    case 'welcomed':
      return input.welcome.resumed
        ? open(input.welcome, now, state.attempts)
        : close(new MrtcError('SESSION_NOT_FOUND'))
    case 'refused':
      if (finalErrors.has(input.error.code)) return close(input.error)
      return retry(state, surroundings, [{ effect: 'dropSocket', code: closeCodes.normal }])
    case 'socketLost':
      return retry(state, surroundings, [])
    case 'reconnectNow':
      if (now - state.attemptedAt < freshAttemptMs) return { state, effects: [] }
      return attempt(state, now, [{ effect: 'dropSocket', code: closeCodes.replaced }])
    case 'woken':
      if (now >= state.deadline) return close(new MrtcError('SESSION_NOT_FOUND'))
      if (now < state.handshakeBy) return { state, effects: [] }
      return retry(state, surroundings, [{ effect: 'dropSocket', code: closeCodes.normal }])
    case 'heard':
    case 'orderLost':
      return { state, effects: [] }
  }
}

function close(error: MrtcError): SessionStep {
  return { state: { state: 'closed', error }, effects: [{ effect: 'dropSocket', code: closeCodes.normal }] }
}

function open(welcome: WelcomeFrame, now: number, attempts: number): SessionStep {
  const { sessionId, resumeToken, heartbeatMs, sessionTtlMs } = welcome
  return {
    state: {
      state: 'open',
      since: now,
      identity: { sessionId, resumeToken, heartbeatMs, sessionTtlMs },
      heardAt: now,
      heartbeatAt: now + heartbeatMs,
      attempts,
    },
    effects: [
      { effect: 'replay', acknowledged: welcome.ack },
      ...(welcome.resync ? [{ effect: 'resync' } as const] : []),
    ],
  }
}

/** The socket of an open session is gone. */
function recover(state: In<'open'>, surroundings: SessionSurroundings, effects: readonly SessionEffect[]): SessionStep {
  const { now } = surroundings
  const stable = now - state.since >= stableAfterMs
  const deadline = now + state.identity.sessionTtlMs
  return retry(
    { identity: state.identity, attempts: stable ? 0 : state.attempts, since: now, deadline },
    surroundings,
    effects,
  )
}

interface Recovery {
  readonly identity: SessionIdentity
  readonly attempts: number
  readonly since: number
  readonly deadline: number
}

/** Waits as long as the policy says; no wait is an attempt now. */
function retry(
  { identity, attempts, since, deadline }: Recovery,
  { now, reconnect }: SessionSurroundings,
  effects: readonly SessionEffect[],
): SessionStep {
  const delayMs = reconnect(attempts)
  if (delayMs === null) {
    const step = close(new MrtcError('CONNECTION_FAILED'))
    return { ...step, effects: [...effects, ...step.effects] }
  }
  if (delayMs <= 0) return attempt({ identity, attempts, since, deadline }, now, effects)
  return { state: { state: 'waiting', identity, attempts, since, deadline, retryAt: now + delayMs }, effects }
}

function attempt(
  { identity, attempts, since, deadline }: Recovery,
  now: number,
  effects: readonly SessionEffect[],
): SessionStep {
  return {
    state: {
      state: 'resuming',
      identity,
      attempts: attempts + 1,
      since,
      deadline,
      attemptedAt: now,
      handshakeBy: now + Math.min((attempts + 1) * firstResumeTimeoutMs, limits.handshakeTimeoutMs),
    },
    effects: [...effects, { effect: 'openSocket' }],
  }
}
