import { closeCodes, limits, MrtcError, type WelcomeFrame } from '@mrtc/protocol'
import { describe, expect, it } from 'vitest'
import type { ReconnectPolicy } from './reconnect-policy.ts'
import { begin, nextWakeAt, type SessionInput, type SessionState, type SessionStep, step } from './session-machine.ts'

const welcome: WelcomeFrame = {
  type: 'welcome',
  sessionId: 's',
  resumeToken: 't',
  resumed: false,
  resync: false,
  ack: 0,
  heartbeatMs: 5_000,
  sessionTtlMs: 60_000,
}
const resumed: WelcomeFrame = { ...welcome, resumed: true, ack: 7 }
const reconnect: ReconnectPolicy = (attempt) => (attempt === 0 ? 0 : 1_000)

function at(now: number, state: SessionState, input: SessionInput, policy = reconnect): SessionStep {
  return step(state, input, { now, reconnect: policy })
}

/** An open session whose server was heard at `now`. */
function opened(now: number): SessionState {
  return at(now, begin(now).state, { input: 'welcomed', welcome }).state
}

function resuming(lostAt: number): SessionState {
  return at(lostAt, opened(0), { input: 'socketLost', reason: '' }).state
}

describe('a session that begins', () => {
  it('opens a socket, says hello, and is open when welcomed', () => {
    const { state, effects } = begin(100)
    expect(effects).toEqual([{ effect: 'openSocket' }])
    expect(at(110, state, { input: 'socketOpened' }).effects).toEqual([{ effect: 'send', what: 'hello' }])
    const { state: open, effects: onWelcome } = at(120, state, { input: 'welcomed', welcome })
    expect(open).toMatchObject({ state: 'open', since: 120, identity: { sessionId: 's' } })
    expect(onWelcome).toEqual([{ effect: 'replay', acknowledged: 0 }])
  })

  it('is closed with the reason when it is refused', () => {
    const error = new MrtcError('SIGNATURE_EXPIRED')
    expect(at(0, begin(0).state, { input: 'refused', error }).state).toEqual({ state: 'closed', error })
  })

  it('fails at once when the socket does: whoever connects decides about trying again', () => {
    expect(at(0, begin(0).state, { input: 'socketLost', reason: 'refused' }).state).toMatchObject({
      state: 'closed',
      error: { code: 'CONNECTION_FAILED' },
    })
  })

  it('gives up when nothing answers within the handshake time', () => {
    const { state } = begin(0)
    const wakeAt = nextWakeAt(state)
    expect(wakeAt).toBe(limits.handshakeTimeoutMs)
    expect(at(limits.handshakeTimeoutMs - 1, state, { input: 'woken' }).state).toBe(state)
    expect(at(limits.handshakeTimeoutMs, state, { input: 'woken' }).state).toMatchObject({
      state: 'closed',
      error: { code: 'CONNECTION_TIMEOUT' },
    })
  })
})

describe('the heartbeat of an open session', () => {
  it('pings after a heartbeat of silence and drops the socket after three', () => {
    let state = opened(0)
    const effects: unknown[] = []
    for (const now of [5_000, 10_000, 15_000]) {
      expect(nextWakeAt(state)).toBe(now)
      const next = at(now, state, { input: 'woken' })
      state = next.state
      effects.push(next.effects)
    }
    expect(effects).toEqual([
      [{ effect: 'send', what: 'ping' }],
      [{ effect: 'send', what: 'ping' }],
      [{ effect: 'dropSocket', code: closeCodes.heartbeatLost }, { effect: 'openSocket' }],
    ])
    expect(state).toMatchObject({ state: 'resuming', attempts: 1, deadline: 75_000 })
  })

  it('does not ping a server that was heard meanwhile', () => {
    const { state } = at(3_000, opened(0), { input: 'heard' })
    const next = at(5_000, state, { input: 'woken' })
    expect(next.effects).toEqual([])
    expect(nextWakeAt(next.state)).toBe(8_000)
  })
})

describe('a session whose socket is lost', () => {
  it('resumes at once', () => {
    const { state, effects } = at(20_000, opened(0), { input: 'socketLost', reason: '' })
    expect(state).toMatchObject({ state: 'resuming', attempts: 1, since: 20_000, deadline: 80_000 })
    expect(effects).toEqual([{ effect: 'openSocket' }])
    expect(at(20_001, state, { input: 'socketOpened' }).effects).toEqual([{ effect: 'send', what: 'resume' }])
    const open = at(20_002, state, { input: 'welcomed', welcome: { ...resumed, resync: true } })
    expect(open.state).toMatchObject({ state: 'open', since: 20_002 })
    expect(open.effects).toEqual([{ effect: 'replay', acknowledged: 7 }, { effect: 'resync' }])
  })

  it('waits between attempts as the policy says', () => {
    const waiting = at(20_100, resuming(20_000), { input: 'socketLost', reason: '' }).state
    expect(waiting).toMatchObject({ state: 'waiting', retryAt: 21_100, attempts: 1 })
    expect(at(21_099, waiting, { input: 'woken' }).state).toBe(waiting)
    const again = at(21_100, waiting, { input: 'woken' })
    expect(again.state).toMatchObject({ state: 'resuming', attempts: 2, deadline: 80_000 })
    expect(again.effects).toEqual([{ effect: 'openSocket' }])
  })

  it('counts a handshake without answer as a failed attempt, and gives the next one more time', () => {
    const state = resuming(20_000)
    expect(nextWakeAt(state)).toBe(23_000)
    const next = at(23_000, state, { input: 'woken' })
    expect(next.state.state).toBe('waiting')
    expect(next.effects).toEqual([{ effect: 'dropSocket', code: closeCodes.normal }])
    const second = at(24_000, next.state, { input: 'reconnectNow' }).state
    expect(nextWakeAt(second)).toBe(30_000)
  })

  it('gives no attempt more time than any handshake has', () => {
    let state = resuming(0)
    for (let attempt = 1; attempt < 9; attempt += 1) {
      const waiting = at(1_000 * attempt, state, { input: 'socketLost', reason: '' }).state
      state = at(1_000 * attempt, waiting, { input: 'reconnectNow' }).state
    }
    expect(nextWakeAt(state)).toBe(8_000 + limits.handshakeTimeoutMs)
  })

  it('is over when its time on the server is', () => {
    const waiting = at(79_900, resuming(20_000), { input: 'socketLost', reason: '' }).state
    expect(nextWakeAt(waiting)).toBe(80_000)
    expect(at(80_000, waiting, { input: 'woken' }).state).toMatchObject({ error: { code: 'SESSION_NOT_FOUND' } })
    expect(at(80_000, resuming(20_000), { input: 'woken' }).state).toMatchObject({
      error: { code: 'SESSION_NOT_FOUND' },
    })
  })

  it('is over when the policy gives up', () => {
    const { state } = at(20_000, opened(0), { input: 'socketLost', reason: '' }, () => null)
    expect(state).toMatchObject({ state: 'closed', error: { code: 'CONNECTION_FAILED' } })
  })

  it('is over when the server does not know it any more, and tries again when the server is only full', () => {
    const state = resuming(20_000)
    const final = at(20_050, state, { input: 'refused', error: new MrtcError('SESSION_TAKEN_OVER') })
    expect(final.state).toMatchObject({ state: 'closed', error: { code: 'SESSION_TAKEN_OVER' } })
    const passing = at(20_050, state, { input: 'refused', error: new MrtcError('SERVER_FULL') })
    expect(passing.state.state).toBe('waiting')
  })

  it('is not carried on by a session that the server made anew', () => {
    expect(at(20_050, resuming(20_000), { input: 'welcomed', welcome }).state).toMatchObject({
      error: { code: 'SESSION_NOT_FOUND' },
    })
  })

  it('does not storm a server that drops it again at once', () => {
    const open = at(20_010, resuming(20_000), { input: 'welcomed', welcome: resumed }).state
    expect(at(20_500, open, { input: 'socketLost', reason: '' }).state).toMatchObject({ state: 'waiting', attempts: 1 })
    expect(at(30_000, open, { input: 'socketLost', reason: '' }).state).toMatchObject({
      state: 'resuming',
      attempts: 1,
    })
  })

  it('moves to a new socket when the peer skipped a number', () => {
    expect(at(6_000, opened(0), { input: 'orderLost' })).toMatchObject({
      state: { state: 'resuming' },
      effects: [{ effect: 'dropSocket', code: closeCodes.sequenceLost }, { effect: 'openSocket' }],
    })
  })
})

describe('reconnectNow', () => {
  it('ends the wait', () => {
    const waiting = at(20_100, resuming(20_000), { input: 'socketLost', reason: '' }).state
    expect(at(20_200, waiting, { input: 'reconnectNow' })).toMatchObject({
      state: { state: 'resuming', attempts: 2 },
      effects: [{ effect: 'openSocket' }],
    })
  })

  it('moves an open session to a new socket', () => {
    expect(at(20_000, opened(0), { input: 'reconnectNow' })).toMatchObject({
      state: { state: 'resuming', attempts: 1, deadline: 80_000 },
      effects: [{ effect: 'dropSocket', code: closeCodes.replaced }, { effect: 'openSocket' }],
    })
  })

  it('replaces an attempt that hangs and leaves a fresh one alone', () => {
    const state = resuming(20_000)
    expect(at(20_500, state, { input: 'reconnectNow' })).toEqual({ state, effects: [] })
    expect(at(22_000, state, { input: 'reconnectNow' })).toMatchObject({
      state: { state: 'resuming', attempts: 2 },
      effects: [{ effect: 'dropSocket' }, { effect: 'openSocket' }],
    })
  })
})

describe('closing', () => {
  it('says goodbye on an open session only, and is for good', () => {
    const closed = at(1, opened(0), { input: 'close' })
    expect(closed).toEqual({
      state: { state: 'closed' },
      effects: [
        { effect: 'send', what: 'bye' },
        { effect: 'dropSocket', code: closeCodes.normal },
      ],
    })
    expect(at(2, resuming(1), { input: 'close' }).effects).toEqual([{ effect: 'dropSocket', code: closeCodes.normal }])
    const after: SessionInput[] = [{ input: 'woken' }, { input: 'reconnectNow' }, { input: 'welcomed', welcome }]
    for (const input of after) expect(at(3, closed.state, input)).toEqual({ state: closed.state, effects: [] })
  })
})
