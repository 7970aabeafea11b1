import { describe, expect, test } from 'vitest'
import type { Happening } from '../happenings/index.ts'
import { CallLedger } from './call-ledger.ts'

const room = { app: { bizName: 'clinic', appId: 'app', workspaceId: 'default' }, roomId: 'room' }
const created = (at: number): Happening => ({ kind: 'room.created', ...room, at, uid: 'alice' })
const held = (at: number): Happening => ({
  kind: 'subscription.heldChanged',
  ...room,
  ...{ at, uid: 'bob', subscriptionId: 's', feedId: 'f', isHeld: true },
})
const restarted = (at: number): Happening => ({
  kind: 'transport.restarted',
  ...room,
  at,
  uid: 'bob',
  transportId: 't',
})
const measured = (at: number, bitrateBps = 1_000): Happening => ({
  kind: 'quality.reported',
  ...{ ...room, at, uid: 'bob' },
  report: { periodMs: 10_000, up: { bitrateBps, lossShare: 0 }, feeds: [], subscriptions: [] },
})
const hourMs = 3_600_000

function taken(ledger: CallLedger, now = 0) {
  return ledger.take(now)
}

describe('the ledger of calls', () => {
  test('keeps a bounded number of events of a call, what broke and how it ended among them', () => {
    const ledger = new CallLedger()
    ledger.happened(created(0))
    for (let count = 0; count < 30_000; count += 1) ledger.happened(held(count))
    ledger.happened(restarted(30_000))
    for (let count = 0; count < 30_000; count += 1) ledger.happened(restarted(40_000 + count * 5_000))
    ledger.happened({ kind: 'room.ended', ...room, at: 1, creatorUid: 'alice' })
    const { calls, events } = taken(ledger)
    expect(events).toHaveLength(20_001)
    expect(events.filter(({ kind }) => kind === 'subscription.heldChanged')).toHaveLength(10_000)
    expect(events.at(-1)?.kind).toBe('room.ended')
    expect(calls).toMatchObject([{ events: 20_001, eventsDropped: 60_003 - 20_001, reconnects: 30_001 }])
  })

  test('counts what is stored of a call that it did not see from the beginning', () => {
    const ledger = new CallLedger()
    ledger.happened({ kind: 'room.restored', ...room, at: 0, uids: ['alice', 'bob'] })
    expect(taken(ledger).calls).toMatchObject([{ peakPeople: 2 }])
    ledger.stored('room', 20_000)
    ledger.happened(restarted(1))
    expect(taken(ledger)).toMatchObject({ events: [], calls: [{ eventsDropped: 1 }] })
  })

  test('gives changes once, and says now and then that a quiet call still runs', () => {
    const ledger = new CallLedger()
    ledger.happened(created(0))
    expect(taken(ledger, 1_000).calls).toMatchObject([{ seenAt: 1_000, endedAt: undefined }])
    expect(taken(ledger, 3_000)).toEqual({ calls: [], people: [], events: [], samples: [] })
    expect(taken(ledger, 62_000).calls).toMatchObject([{ seenAt: 62_000, events: 0 }])
  })

  test('puts samples of long calls together', () => {
    const ledger = new CallLedger()
    ledger.happened(created(0))
    for (let at = 10_000; at <= 6 * hourMs; at += 10_000) ledger.happened(measured(at, at))
    const { samples } = taken(ledger)
    const early = samples.filter(({ at }) => at < hourMs - 10_000)
    const later = samples.filter(({ at }) => at >= hourMs && at < 4 * hourMs - 60_000)
    const late = samples.filter(({ at }) => at >= 4 * hourMs)
    expect([early, later, late].map((some) => some[5]?.measured.periodMs)).toEqual([10_000, 30_000, 60_000])
    expect(samples.length).toBeLessThan(360 + 360 + 120 + 5)
    // The mean of its six.
    const [minute] = late
    expect(minute?.measured.up?.bitrateBps).toBe((minute?.at ?? 0) + 35_000)
  })

  test('gives what is left of a sample when the person leaves', () => {
    const ledger = new CallLedger()
    ledger.happened(created(0))
    ledger.happened(measured(5 * hourMs))
    expect(taken(ledger).samples).toEqual([])
    ledger.happened({ kind: 'room.left', ...room, at: 5 * hourMs, uid: 'bob', reason: 'left' })
    expect(taken(ledger).samples).toMatchObject([{ uid: 'bob', grade: 'good' }])
  })
})
