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
    expect(effects).toEqual([{ effect: 'dial' }])
    const asking = at(110, state, { input: 'dialled' })
    expect(asking.effects).toEqual([{ effect: 'adopt' }, { effect: 'send', what: 'hello' }])
    const { state: open, effects: onWelcome } = at(120, asking.state, { input: 'welcomed', welcome })
    expect(open).toMatchObject({ state: 'open', since: 120, identity: { sessionId: 's' } })
    expect(onWelcome).toEqual([{ effect: 'stopDial' }, { effect: 'replay', acknowledged: 0 }])
  })

  it('is closed with the reason when it is refused', () => {
    const error = new MrtcError('SIGNATURE_EXPIRED')
    expect(at(0, begin(0).state, { input: 'refused', error }).state).toEqual({ state: 'closed', error })
  })

  it('fails at once when no socket is to be had: whoever connects decides about trying again', () => {
    const failed = { state: 'closed', error: { code: 'CONNECTION_FAILED', data: { reason: 'refused' } } }
    expect(at(0, begin(0).state, { input: 'dialFailed', reason: 'refused' }).state).toMatchObject(failed)
    const asking = at(10, begin(0).state, { input: 'dialled' }).state
    expect(at(20, asking, { input: 'socketLost', reason: 'refused' }).state).toMatchObject(failed)
  })

  it('asks again on another socket when the first does not answer, and takes the answer that comes', () => {
    const asking = at(10, begin(0).state, { input: 'dialled' }).state
    expect(nextWakeAt(asking)).toBe(1_010)
    const doubting = at(1_010, asking, { input: 'woken' })
    expect(doubting.effects).toEqual([{ effect: 'dial' }])
    expect(at(1_100, doubting.state, { input: 'welcomed', welcome }).state).toMatchObject({ state: 'open' })
    const again = at(1_100, doubting.state, { input: 'dialled' })
    expect(again.effects).toEqual([{ effect: 'adopt' }, { effect: 'send', what: 'hello' }])
    expect(nextWakeAt(again.state)).toBe(2_100)
    // The other may yet come about when the first is lost, and the first may answer when the other is not to be had.
    expect(at(1_100, doubting.state, { input: 'socketLost', reason: '' }).state).toMatchObject({ state: 'connecting' })
    const back = at(1_100, doubting.state, { input: 'dialFailed', reason: '' }).state
    expect(at(1_200, back, { input: 'welcomed', welcome }).state).toMatchObject({ state: 'open' })
  })

  it('gives up when nothing answers within the handshake time', () => {
    const { state } = begin(0)
    const wakeAt = nextWakeAt(state)
    expect(wakeAt).toBe(limits.handshakeTimeoutMs)
    expect(at(limits.handshakeTimeoutMs - 1, state, { input: 'woken' }).state).toEqual(state)
    expect(at(limits.handshakeTimeoutMs, state, { input: 'woken' }).state).toMatchObject({
      state: 'closed',
      error: { code: 'CONNECTION_TIMEOUT' },
    })
  })
})

describe('the heartbeat of an open session', () => {
  it('pings after a heartbeat of silence, dials another socket when nothing answers, and gives up both before long', () => {
    let state = opened(0)
    const told: unknown[] = []
    for (;;) {
      const now = nextWakeAt(state) ?? 0
      const next = at(now, state, { input: 'woken' })
      state = next.state
      for (const { effect } of next.effects) told.push(`${now} ${effect}`)
      if (state.state !== 'open') break
    }
    expect(told).toEqual([
      '5000 send',
      '6000 dial',
      '6000 send',
      '7000 send',
      '8000 send',
      '9000 send',
      '10000 dropSocket',
      '10000 dial',
    ])
    expect(state).toMatchObject({ state: 'resuming', attempts: 1, isMove: false, since: 10_000, deadline: 80_000 })
  })

  it('drops a socket that was silent for three heartbeats while the machine slept', () => {
    const next = at(79_000, opened(0), { input: 'woken' })
    expect(next.state).toMatchObject({ state: 'resuming', isMove: false })
  })

  it('is over after a sleep that is longer than the server keeps it, whatever was sent before', () => {
    const waking: SessionInput[] = [{ input: 'woken' }, { input: 'heard' }, { input: 'socketLost', reason: '' }]
    for (const input of waking) {
      const { state } = at(80_000, opened(0), input)
      expect(nextWakeAt(state)).toBe(80_000)
      expect(at(80_001, state, { input: 'woken' }).state).toMatchObject({
        state: 'closed',
        error: { code: 'SESSION_NOT_FOUND' },
      })
    }
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
    expect(state).toMatchObject({ state: 'resuming', attempts: 1, since: 20_000, deadline: 90_000 })
    expect(effects).toEqual([{ effect: 'stopDial' }, { effect: 'dial' }])
    const asking = at(20_001, state, { input: 'dialled' })
    expect(asking.effects).toEqual([{ effect: 'adopt' }, { effect: 'send', what: 'resume' }])
    const open = at(20_002, asking.state, { input: 'welcomed', welcome: { ...resumed, resync: true } })
    expect(open.state).toMatchObject({ state: 'open', since: 20_002 })
    expect(open.effects).toEqual([{ effect: 'stopDial' }, { effect: 'replay', acknowledged: 7 }, { effect: 'resync' }])
  })

  it('waits between attempts as the policy says', () => {
    const waiting = at(20_100, resuming(20_000), { input: 'dialFailed', reason: '' }).state
    expect(waiting).toMatchObject({ state: 'waiting', retryAt: 21_100, attempts: 1 })
    expect(at(21_099, waiting, { input: 'woken' }).state).toBe(waiting)
    const again = at(21_100, waiting, { input: 'woken' })
    expect(again.state).toMatchObject({ state: 'resuming', attempts: 2, deadline: 90_000 })
    expect(again.effects).toEqual([{ effect: 'dial' }])
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
      const waiting = at(1_000 * attempt, state, { input: 'dialFailed', reason: '' }).state
      state = at(1_000 * attempt, waiting, { input: 'reconnectNow' }).state
    }
    expect(nextWakeAt(state)).toBe(8_000 + limits.handshakeTimeoutMs)
  })

  it('is over when its time on the server is', () => {
    const waiting = at(89_900, resuming(20_000), { input: 'dialFailed', reason: '' }).state
    expect(nextWakeAt(waiting)).toBe(90_000)
    expect(at(90_000, waiting, { input: 'woken' }).state).toMatchObject({ error: { code: 'SESSION_NOT_FOUND' } })
    expect(at(90_000, resuming(20_000), { input: 'woken' }).state).toMatchObject({
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
      effects: [{ effect: 'dropSocket', code: closeCodes.sequenceLost }, { effect: 'dial' }],
    })
  })
})

describe('a socket that gets nothing through', () => {
  /** An open session that sent something at 100 and got no acknowledgement for a second. */
  function doubtful(): SessionStep {
    const waiting = at(100, opened(0), { input: 'sent' }).state
    expect(nextWakeAt(waiting)).toBe(1_100)
    return at(1_100, waiting, { input: 'woken' })
  }

  it('is not given up yet: another is dialled beside it, and the session moves to that one unseen', () => {
    const { state, effects } = doubtful()
    expect(state.state).toBe('open')
    expect(effects).toEqual([{ effect: 'dial' }, { effect: 'send', what: 'ping' }])
    const moving = at(1_300, state, { input: 'dialled' })
    expect(moving.state).toMatchObject({ state: 'resuming', isMove: true, since: 0 })
    expect(moving.effects).toEqual([{ effect: 'adopt' }, { effect: 'send', what: 'resume' }])
    const moved = at(1_400, moving.state, { input: 'welcomed', welcome: resumed })
    expect(moved.state).toMatchObject({ state: 'open', since: 0 })
  })

  it('stays in use when it answers before the other is there, and is then trusted for longer', () => {
    const { state } = doubtful()
    // What is heard proves the other direction alone.
    const heard = at(1_200, state, { input: 'heard' })
    expect(heard.effects).toEqual([])
    const relieved = at(1_200, heard.state, { input: 'acknowledged', isAll: true })
    expect(relieved.effects).toEqual([{ effect: 'stopDial' }])
    const again = at(1_300, relieved.state, { input: 'sent' }).state
    expect(again).toMatchObject({ state: 'open', doubt: { patienceMs: 2_000 } })
  })

  it('is watched closely for a while, so that what cannot reach us is noticed as well', () => {
    const moving = at(1_300, doubtful().state, { input: 'dialled' }).state
    const moved = at(1_400, moving, { input: 'welcomed', welcome: resumed }).state
    expect(nextWakeAt(moved)).toBe(2_400)
    expect(at(2_400, moved, { input: 'woken' }).effects).toEqual([{ effect: 'send', what: 'ping' }])
  })

  it('is lost when no other is to be had in time; only then the application is told', () => {
    const { state } = doubtful()
    const failed = at(1_200, state, { input: 'dialFailed', reason: '' }).state
    expect(failed.state).toBe('open')
    expect(nextWakeAt(failed)).toBe(2_100)
    const lost = at(5_100, at(1_100, state, { input: 'heard' }).state, { input: 'woken' })
    expect(lost.state).toMatchObject({ state: 'resuming', isMove: false, since: 5_100 })
  })

  it('is lost when the other does not answer either', () => {
    const moving = at(1_300, doubtful().state, { input: 'dialled' }).state
    const lost = at(4_300, moving, { input: 'woken' })
    expect(lost.state).toMatchObject({ state: 'resuming', isMove: false, since: 4_300 })
  })
})

describe('reconnectNow', () => {
  it('ends the wait', () => {
    const waiting = at(20_100, resuming(20_000), { input: 'dialFailed', reason: '' }).state
    expect(at(20_200, waiting, { input: 'reconnectNow' })).toMatchObject({
      state: { state: 'resuming', attempts: 2 },
      effects: [{ effect: 'dial' }],
    })
  })

  it('moves an open session to a new socket', () => {
    expect(at(20_000, opened(0), { input: 'reconnectNow' })).toMatchObject({
      state: { state: 'resuming', attempts: 1, deadline: 90_000 },
      effects: [{ effect: 'dropSocket', code: closeCodes.replaced }, { effect: 'dial' }],
    })
  })

  it('replaces an attempt that hangs and leaves a fresh one alone', () => {
    const state = resuming(20_000)
    expect(at(20_500, state, { input: 'reconnectNow' })).toEqual({ state, effects: [] })
    expect(at(22_000, state, { input: 'reconnectNow' })).toMatchObject({
      state: { state: 'resuming', attempts: 2 },
      effects: [{ effect: 'dropSocket' }, { effect: 'dial' }],
    })
  })
})

describe('closing', () => {
  it('says goodbye where a server may hear it, and is for good', () => {
    const closed = at(1, opened(0), { input: 'close' })
    expect(closed).toEqual({
      state: { state: 'closed' },
      effects: [
        { effect: 'send', what: 'bye' },
        { effect: 'dropSocket', code: closeCodes.normal },
      ],
    })
    expect(at(2, resuming(1), { input: 'close' }).effects).toEqual([{ effect: 'dropSocket', code: closeCodes.normal }])
    const asking = at(2, resuming(1), { input: 'dialled' }).state
    expect(at(3, asking, { input: 'close' }).effects).toEqual(closed.effects)
    const after: SessionInput[] = [{ input: 'woken' }, { input: 'reconnectNow' }, { input: 'welcomed', welcome }]
    for (const input of after) expect(at(3, closed.state, input)).toEqual({ state: closed.state, effects: [] })
  })
})
