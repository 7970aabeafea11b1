import { describe, expect, it } from 'vitest'
import {
  mediaConnectTimeoutMs,
  nextWakeAt,
  type RecoveryInput,
  type RecoveryState,
  type RecoveryStep,
  step,
} from './transport-recovery.ts'

const fresh: RecoveryState = { state: 'new' }
const is = (to: 'connecting' | 'connected' | 'disconnected' | 'failed'): RecoveryInput => ({
  input: 'connectionState',
  to,
})

/** Gives one input after the other, each at its time. */
function run(start: RecoveryState, ...inputs: readonly (readonly [now: number, input: RecoveryInput])[]): RecoveryStep {
  let last: RecoveryStep = { state: start }
  for (const [now, input] of inputs) last = step(last.state, input, now)
  return last
}

const connected = run(fresh, [0, is('connecting')], [100, is('connected')]).state
const wavering = run(connected, [1_000, is('disconnected')]).state
const requested = run(wavering, [3_000, { input: 'woken' }]).state

describe('a first connection', () => {
  it('has ten seconds', () => {
    const { state } = run(fresh, [500, is('connecting')])
    expect(nextWakeAt(state)).toBe(500 + mediaConnectTimeoutMs)
    expect(run(state, [10_499, { input: 'woken' }]).state).toBe(state)
    expect(run(state, [10_500, { input: 'woken' }]).state).toEqual({ state: 'lost', why: 'timeout' })
  })

  it('is lost when it fails, and not restarted before it ever was', () => {
    expect(run(fresh, [0, is('connecting')], [1, is('failed')]).state).toEqual({ state: 'lost', why: 'failed' })
    expect(run(fresh, [0, { input: 'restartWanted' }])).toEqual({ state: fresh })
  })
})

describe('a connection that wavers', () => {
  it('gets two seconds to come back by itself', () => {
    expect(nextWakeAt(wavering)).toBe(3_000)
    expect(run(wavering, [2_000, is('connected')])).toEqual({ state: { state: 'connected' } })
  })

  it('is restarted after that, or at once when it failed or the network changed', () => {
    const restart = { state: { state: 'restartRequested' }, effect: 'restartIce' }
    expect(run(wavering, [3_000, { input: 'woken' }])).toEqual(restart)
    expect(run(wavering, [1_500, is('failed')])).toEqual(restart)
    expect(run(wavering, [1_500, { input: 'restartWanted' }])).toEqual(restart)
    expect(run(connected, [1_500, is('failed')])).toEqual(restart)
  })

  it('is lost when the restart brings nothing', () => {
    const restarted = run(requested, [4_000, { input: 'restarted' }]).state
    expect(nextWakeAt(restarted)).toBe(4_000 + mediaConnectTimeoutMs)
    expect(run(restarted, [14_000, { input: 'woken' }]).state).toEqual({ state: 'lost', why: 'timeout' })
    expect(run(restarted, [5_000, is('failed')]).state).toEqual({ state: 'lost', why: 'failed' })
    expect(run(restarted, [5_000, is('connected')]).state).toEqual({ state: 'connected' })
  })

  it('is not lost because it fails while new parameters are on their way', () => {
    expect(run(requested, [3_500, is('failed')])).toEqual({ state: requested })
  })

  it('is restarted again later when the server could not be asked', () => {
    const later = run(requested, [18_000, { input: 'restartFailed' }]).state
    expect(nextWakeAt(later)).toBe(20_000)
    expect(run(later, [20_000, { input: 'woken' }]).effect).toBe('restartIce')
  })
})

describe('a connection that works', () => {
  it('is restarted on a new network and counts as connected all the while', () => {
    const { state, effect } = run(connected, [1_000, { input: 'restartWanted' }])
    expect(effect).toBe('restartIce')
    expect(state).toEqual({ state: 'connected' })
    expect(run(state, [1_100, { input: 'restarted' }]).state).toEqual({ state: 'connected' })
    expect(run(state, [1_100, { input: 'restartFailed' }]).state).toEqual({ state: 'connected' })
  })

  it('is lost when the server has no end of it any more, for good', () => {
    const { state } = run(connected, [1_000, { input: 'gone' }])
    expect(state).toEqual({ state: 'lost', why: 'gone' })
    expect(run(state, [1_001, is('connected')], [1_002, { input: 'restartWanted' }])).toEqual({ state })
  })
})
