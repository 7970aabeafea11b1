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
const requested = run(connected, [3_000, is('disconnected')]).state
const restarted = run(requested, [4_000, { input: 'restarted' }]).state

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

describe('a connection that is interrupted', () => {
  it('is restarted at once: ICE itself has waited for seconds before it said so', () => {
    expect(run(connected, [1_000, is('disconnected')]).effect).toBe('restartIce')
    expect(run(connected, [1_000, is('failed')]).effect).toBe('restartIce')
  })

  it('is lost when the restart brings nothing', () => {
    expect(nextWakeAt(restarted)).toBe(4_000 + mediaConnectTimeoutMs)
    expect(run(restarted, [14_000, { input: 'woken' }]).state).toEqual({ state: 'lost', why: 'timeout' })
    expect(run(restarted, [5_000, is('failed')]).state).toEqual({ state: 'lost', why: 'failed' })
    expect(run(restarted, [5_000, is('connected')]).state).toEqual({ state: 'connected' })
  })

  it('has no more time for being restarted again, but always some after the answer', () => {
    const again = run(restarted, [6_000, { input: 'restartWanted' }])
    expect(again.effect).toBe('restartIce')
    expect(nextWakeAt(run(again.state, [7_000, { input: 'restarted' }]).state)).toBe(14_000)
    expect(nextWakeAt(run(again.state, [20_000, { input: 'restarted' }]).state)).toBe(22_000)
  })

  it('is not lost because it fails while new parameters are on their way', () => {
    expect(run(requested, [3_500, is('failed')])).toEqual({ state: requested })
  })

  it('is restarted again later when the server could not be asked, or at once when the path is to be renewed', () => {
    const later = run(requested, [18_000, { input: 'restartFailed' }]).state
    expect(nextWakeAt(later)).toBe(20_000)
    expect(run(later, [20_000, { input: 'woken' }]).effect).toBe('restartIce')
    expect(run(later, [18_500, { input: 'restartWanted' }]).effect).toBe('restartIce')
    expect(run(later, [18_500, is('connected')]).state).toEqual({ state: 'connected' })
  })
})

describe('a connection that works', () => {
  const refreshing = run(connected, [1_000, { input: 'restartWanted' }]).state

  it('is restarted when the path is to be renewed, once at a time', () => {
    expect(run(connected, [1_000, { input: 'restartWanted' }]).effect).toBe('restartIce')
    expect(run(refreshing, [1_100, { input: 'restartWanted' }])).toEqual({ state: refreshing })
  })

  it('counts as connected all the while', () => {
    expect(run(refreshing, [1_100, is('connected')]).state).toEqual(refreshing)
    expect(run(refreshing, [1_100, { input: 'restarted' }]).state).toEqual({ state: 'connected' })
    expect(run(refreshing, [1_100, { input: 'restartFailed' }]).state).toEqual({ state: 'connected' })
  })

  it('waits for the restart that is on its way when it is interrupted meanwhile', () => {
    const { state, effect } = run(refreshing, [1_100, is('disconnected')])
    expect(effect).toBeUndefined()
    expect(nextWakeAt(run(state, [1_200, { input: 'restarted' }]).state)).toBe(1_200 + mediaConnectTimeoutMs)
  })

  it('is lost when the server has no end of it any more, for good', () => {
    const { state } = run(connected, [1_000, { input: 'gone' }])
    expect(state).toEqual({ state: 'lost', why: 'gone' })
    expect(run(state, [1_001, is('connected')], [1_002, { input: 'restartWanted' }])).toEqual({ state })
  })
})
