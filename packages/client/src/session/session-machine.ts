/**
 * The life of a reliable session as a pure function: what is, what happens and the time give what is next and what to
 * do. When to look at the clock again is part of the state, see {@link nextWakeAt}.
 */
import { closeCodes, finalErrors, limits, MrtcError, type WelcomeFrame } from '@mrtc/protocol'
import * as doubts from './doubt.ts'
import {
  answerBy,
  asked,
  type Handshake,
  type HandshakeStep,
  whenDialFailed,
  whenSocketLost,
  whenWoken,
} from './handshake.ts'
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
/** We notice a lost socket before the server does, which counts the session's life from then: so many heartbeats later. */
const serverNoticesAfterHeartbeats = 2
/** The server gives a socket up when it heard nothing for so many. */
const serverPatienceHeartbeats = 4

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
  | {
      readonly state: 'connecting'
      readonly since: number
      readonly handshakeBy: number
      readonly handshake: Handshake
    }
  | {
      readonly state: 'open'
      readonly since: number
      readonly identity: SessionIdentity
      readonly heardAt: number
      readonly heartbeatAt: number
      readonly doubt: doubts.Doubt
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
  /**
   * A socket is being opened for `resume`. `attempts` includes this one. When a session moves from a socket that does not
   * answer to one that is open already, `since` is still of the open session and nobody need know.
   */
  | {
      readonly state: 'resuming'
      readonly isMove: boolean
      readonly handshake: Handshake
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
  /** What was dialled is there. */
  | { readonly input: 'dialled' }
  /** ... or is not to be had. */
  | { readonly input: 'dialFailed'; readonly reason: string }
  /** The socket in use is gone. */
  | { readonly input: 'socketLost'; readonly reason: string }
  | { readonly input: 'welcomed'; readonly welcome: WelcomeFrame }
  /** The handshake was refused. */
  | { readonly input: 'refused'; readonly error: MrtcError }
  /** The server ended the session, or its memory of the link and ours do not fit. */
  | { readonly input: 'ended'; readonly error: MrtcError }
  /** Some frame arrived. */
  | { readonly input: 'heard' }
  /** A message was written. */
  | { readonly input: 'sent' }
  /** The server acknowledged messages of ours. */
  | { readonly input: 'acknowledged'; readonly isAll: boolean }
  /** The peer skipped a number: only a new socket restores order. */
  | { readonly input: 'orderLost' }
  | { readonly input: 'woken' }
  | { readonly input: 'reconnectNow' }
  | { readonly input: 'close' }

export type SessionEffect =
  /** Open a socket, beside the one in use. */
  | { readonly effect: 'dial' }
  | { readonly effect: 'stopDial' }
  /** Use the one that was dialled instead of the one before. */
  | { readonly effect: 'adopt' }
  /** No socket is in use or dialled any more. */
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
  const handshakeBy = now + limits.handshakeTimeoutMs
  return {
    state: { state: 'connecting', since: now, handshakeBy, handshake: { step: 'dialling' } },
    effects: [{ effect: 'dial' }],
  }
}

/** When to give the machine `woken`, or undefined if time changes nothing. */
export function nextWakeAt(state: SessionState): number | undefined {
  switch (state.state) {
    case 'connecting':
      return Math.min(state.handshakeBy, answerBy(state.handshake))
    case 'open':
      return Math.min(state.heartbeatAt, doubts.judgedAt(state.doubt))
    case 'waiting':
      return Math.min(state.retryAt, state.deadline)
    case 'resuming':
      return Math.min(state.handshakeBy, state.deadline, answerBy(state.handshake))
    case 'closed':
      return undefined
  }
}

export function step(state: SessionState, input: SessionInput, surroundings: SessionSurroundings): SessionStep {
  if (state.state === 'closed') return { state, effects: [] }
  if (input.input === 'close') {
    const bye: SessionEffect[] = isTalking(state) ? [{ effect: 'send', what: 'bye' }] : []
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

/** Whether there is a server to say goodbye to; otherwise the session ends there when its time is over. */
function isTalking(state: SessionState): boolean {
  if (state.state === 'open') return true
  // Behind a hello or resume that the server may yet get.
  return (state.state === 'connecting' || state.state === 'resuming') && state.handshake.step !== 'dialling'
}

type In<S extends SessionState['state']> = Extract<SessionState, { state: S }>
type OpenInput = Exclude<SessionInput, { input: 'close' | 'ended' }>

function whenConnecting(state: In<'connecting'>, input: OpenInput, { now }: SessionSurroundings): SessionStep {
  const go = ({ handshake, effects }: HandshakeStep, reason = ''): SessionStep =>
    handshake === undefined
      ? close(new MrtcError('CONNECTION_FAILED', undefined, { data: { reason } }))
      : { state: { ...state, handshake }, effects }
  switch (input.input) {
    case 'dialled':
      return go(asked('hello', now))
    case 'welcomed':
      return open(input.welcome, { now, since: now, attempts: 0, doubt: doubts.noDoubt })
    case 'refused':
      return close(input.error)
    case 'socketLost':
      return go(whenSocketLost(state.handshake), input.reason)
    case 'dialFailed':
      return go(whenDialFailed(state.handshake, now), input.reason)
    case 'woken':
      return now >= state.handshakeBy ? close(new MrtcError('CONNECTION_TIMEOUT')) : go(whenWoken(state.handshake, now))
    case 'heard':
    case 'sent':
    case 'acknowledged':
    case 'orderLost':
    case 'reconnectNow':
      return { state, effects: [] }
  }
}

function whenOpen(state: In<'open'>, input: OpenInput, surroundings: SessionSurroundings): SessionStep {
  const { now } = surroundings
  const { doubt, identity } = state
  const livesUntil = state.heardAt + serverPatienceHeartbeats * identity.heartbeatMs + identity.sessionTtlMs
  if (now >= livesUntil) return outlive(state, livesUntil, now)
  switch (input.input) {
    case 'heard':
      return believe({ ...state, heardAt: now }, doubts.heard(doubt, now))
    case 'sent':
      return { state: { ...state, doubt: doubts.sent(doubt, now) }, effects: [] }
    case 'acknowledged':
      return believe(state, doubts.progressed(doubt, input.isAll, now))
    case 'dialled':
      return move(state, now)
    case 'dialFailed':
      return { state: { ...state, doubt: doubts.challengeFailed(doubt, now) }, effects: [] }
    case 'socketLost':
      return recover(state, surroundings, [{ effect: 'stopDial' }])
    case 'orderLost':
      return recover(state, surroundings, [{ effect: 'dropSocket', code: closeCodes.sequenceLost }])
    case 'reconnectNow':
      return attempt(freshRecovery(state, now), now, [{ effect: 'dropSocket', code: closeCodes.replaced }])
    case 'woken':
      return whenOpenAndWoken(state, surroundings)
    case 'welcomed':
    case 'refused':
      return { state, effects: [] }
  }
}

function whenOpenAndWoken(state: In<'open'>, surroundings: SessionSurroundings): SessionStep {
  const { now } = surroundings
  const silentMs = now - state.heardAt
  const verdict = doubts.judge(state.doubt, now)
  if (verdict === 'lost' || silentMs >= silentHeartbeats * state.identity.heartbeatMs) {
    return recover(state, surroundings, [{ effect: 'dropSocket', code: closeCodes.heartbeatLost }])
  }
  const isDoubtful = verdict === 'doubtful'
  const doubt = isDoubtful ? doubts.challenged(state.doubt, now) : state.doubt
  const effects: SessionEffect[] = isDoubtful ? [{ effect: 'dial' }] : []
  const heartbeatMs = doubts.heartbeatOf(doubt, state.identity.heartbeatMs, now)
  const heartbeatAt = Math.min(state.heartbeatAt, state.heardAt + heartbeatMs)
  if (now < heartbeatAt) return { state: { ...state, doubt, heartbeatAt }, effects }
  if (silentMs < heartbeatMs) {
    return { state: { ...state, doubt, heartbeatAt: state.heardAt + heartbeatMs }, effects }
  }
  return {
    state: { ...state, doubt: doubts.pinged(doubt, now), heartbeatAt: now + heartbeatMs },
    effects: [...effects, { effect: 'send', what: 'ping' }],
  }
}

/**
 * The machine slept for longer than the server keeps a session. What is heard now was sent before that; nobody who opens a
 * laptop the next day expects to be in yesterday's call.
 */
function outlive({ identity }: In<'open'>, deadline: number, now: number): SessionStep {
  return {
    state: { state: 'waiting', since: now, identity, attempts: 0, retryAt: now, deadline },
    effects: [{ effect: 'dropSocket', code: closeCodes.heartbeatLost }],
  }
}

/** The socket in use gets through after all: nothing else is dialled any more. */
function believe(state: In<'open'>, doubt: doubts.Doubt): SessionStep {
  const isRelieved = state.doubt.challengedAt !== undefined && doubt.challengedAt === undefined
  return { state: { ...state, doubt }, effects: isRelieved ? [{ effect: 'stopDial' }] : [] }
}

/** Another socket is open before the one in use answered. */
function move({ since, identity, attempts }: In<'open'>, now: number): SessionStep {
  const { handshake, effects } = asked('resume', now)
  return {
    state: {
      state: 'resuming',
      isMove: true,
      since,
      identity,
      attempts,
      attemptedAt: now,
      handshakeBy: now + firstResumeTimeoutMs,
      deadline: deadlineOf(identity, now),
      handshake,
    },
    effects,
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
    case 'sent':
    case 'acknowledged':
    case 'orderLost':
    case 'dialled':
    case 'dialFailed':
    case 'socketLost':
    case 'welcomed':
    case 'refused':
      return { state, effects: [] }
  }
}

function whenResuming(state: In<'resuming'>, input: OpenInput, surroundings: SessionSurroundings): SessionStep {
  const { now } = surroundings
  const recovery = state.isMove ? freshRecovery(state, now) : state
  const go = ({ handshake, effects }: HandshakeStep): SessionStep =>
    handshake === undefined ? retry(recovery, surroundings, effects) : { state: { ...state, handshake }, effects }
  switch (input.input) {
    case 'dialled':
      return go(asked('resume', now))
    case 'welcomed': {
      const { isMove, since, attempts } = state
      return input.welcome.resumed
        ? open(input.welcome, { now, since: isMove ? since : now, attempts, doubt: doubts.doubted(now) })
        : close(new MrtcError('SESSION_NOT_FOUND'))
    }
    case 'refused':
      if (finalErrors.has(input.error.code)) return close(input.error)
      return retry(recovery, surroundings, [{ effect: 'dropSocket', code: closeCodes.normal }])
    case 'socketLost':
      return go(whenSocketLost(state.handshake))
    case 'dialFailed':
      return go(whenDialFailed(state.handshake, now))
    case 'reconnectNow':
      if (!state.isMove && now - state.attemptedAt < freshAttemptMs) return { state, effects: [] }
      return attempt(recovery, now, [{ effect: 'dropSocket', code: closeCodes.replaced }])
    case 'woken':
      if (now >= state.deadline) return close(new MrtcError('SESSION_NOT_FOUND'))
      if (now < state.handshakeBy) return go(whenWoken(state.handshake, now))
      return retry(recovery, surroundings, [{ effect: 'dropSocket', code: closeCodes.normal }])
    case 'heard':
    case 'sent':
    case 'acknowledged':
    case 'orderLost':
      return { state, effects: [] }
  }
}

function close(error: MrtcError): SessionStep {
  return { state: { state: 'closed', error }, effects: [{ effect: 'dropSocket', code: closeCodes.normal }] }
}

interface Opening {
  readonly now: number
  readonly since: number
  readonly attempts: number
  readonly doubt: doubts.Doubt
}

function open(welcome: WelcomeFrame, { now, since, attempts, doubt }: Opening): SessionStep {
  const { sessionId, resumeToken, heartbeatMs, sessionTtlMs } = welcome
  return {
    state: {
      state: 'open',
      since,
      identity: { sessionId, resumeToken, heartbeatMs, sessionTtlMs },
      heardAt: now,
      heartbeatAt: now + doubts.heartbeatOf(doubt, heartbeatMs, now),
      doubt,
      attempts,
    },
    effects: [
      { effect: 'stopDial' },
      { effect: 'replay', acknowledged: welcome.ack },
      ...(welcome.resync ? [{ effect: 'resync' } as const] : []),
    ],
  }
}

/** The socket of an open session is gone. */
function recover(state: In<'open'>, surroundings: SessionSurroundings, effects: readonly SessionEffect[]): SessionStep {
  const { now } = surroundings
  const isStable = now - state.since >= stableAfterMs
  return retry({ ...freshRecovery(state, now), attempts: isStable ? 0 : state.attempts }, surroundings, effects)
}

interface Recovery {
  readonly identity: SessionIdentity
  readonly attempts: number
  readonly since: number
  readonly deadline: number
}

/** What begins now. */
function freshRecovery({ identity }: { readonly identity: SessionIdentity }, now: number): Recovery {
  return { identity, attempts: 0, since: now, deadline: deadlineOf(identity, now) }
}

function deadlineOf({ sessionTtlMs, heartbeatMs }: SessionIdentity, now: number): number {
  return now + sessionTtlMs + serverNoticesAfterHeartbeats * heartbeatMs
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
      isMove: false,
      identity,
      attempts: attempts + 1,
      since,
      deadline,
      attemptedAt: now,
      handshakeBy: now + Math.min((attempts + 1) * firstResumeTimeoutMs, limits.handshakeTimeoutMs),
      handshake: { step: 'dialling' },
    },
    effects: [...effects, { effect: 'dial' }],
  }
}
