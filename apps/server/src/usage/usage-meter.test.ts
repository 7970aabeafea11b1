import { beforeEach, expect, test } from 'vitest'
import type { Happening } from '../happenings/index.ts'
import { calendarOf } from './calendar.ts'
import type { DayUsage } from './day-usage.ts'
import { UsageMeter } from './usage-meter.ts'

const secondMs = 1_000
const noonMs = Date.UTC(2026, 10, 24, 12)
const app = { bizName: 'clinic', appId: 'app', workspaceId: 'default' }
const of = (bizName: string) => ({ ...app, bizName })
const hd = { widthPx: 1280, heightPx: 720 }

let meter: UsageMeter
let at: number
beforeEach(() => {
  at = noonMs
  meter = new UsageMeter(calendarOf('UTC'), at)
})

type Without<T> = T extends unknown ? Omit<T, 'at'> : never

function happens(happening: Without<Happening>): void {
  meter.happened({ ...happening, at } as Happening)
}

function wait(seconds: number): void {
  at += seconds * secondMs
}

function connect(uid: string, bizName = app.bizName): void {
  happens({ kind: 'session.connected', app: of(bizName), sessionId: `session of ${uid}`, uid })
}

const client = { platform: 'web', version: '1' }

function join(uid: string, roomId = 'room'): void {
  happens({ kind: 'room.joined', app, roomId, uid, sessionId: '', displayName: undefined, client, returning: false })
}

function subscribe(uid: string, subscriptionId: string, size: typeof hd | undefined): void {
  const ids = { app, roomId: 'room', uid, subscriptionId, feedId: 'feed' }
  happens({ kind: 'subscription.started', ...ids, publisherUid: 'other', kinds: ['audio', 'video'], size })
}

function endSubscription(uid: string, subscriptionId: string): void {
  happens({ kind: 'subscription.ended', app, roomId: 'room', uid, subscriptionId, feedId: 'feed' })
}

/** Of the clinic, with what was taken at different times added up. */
function usageOf(taken: readonly DayUsage[], day = '2026-11-24', bizName: string | undefined = app.bizName) {
  const found = taken.filter((usage) => usage.day === day && usage.bizName === bizName)
  if (found.length > 1) throw new Error('one entry a day')
  return found[0]
}

test('nothing happened, nothing was used', () => {
  wait(60)
  expect(meter.take(at)).toEqual([])
})

test('time counts to the millisecond, also while it runs, and once', () => {
  connect('alice')
  at += 1_234
  expect(usageOf(meter.take(at))?.onlineMs).toBe(1_234)
  wait(2)
  expect(usageOf(meter.take(at))?.onlineMs).toBe(2_000)
})

test('a person who watches several is counted once, as the best picture that they get', () => {
  subscribe('alice', 's1', undefined)
  wait(10)
  subscribe('alice', 's2', { widthPx: 640, heightPx: 360 })
  wait(20)
  subscribe('alice', 's3', hd)
  wait(30)
  endSubscription('alice', 's3')
  endSubscription('alice', 's2')
  wait(5)
  endSubscription('alice', 's1')
  wait(100)
  const usage = usageOf(meter.take(at))
  expect(usage?.callMs).toEqual({ audio: 15_000, '360P': 20_000, '540P': 0, '720P': 30_000, '1080P': 0 })
  expect(usage?.subscribeMs).toBe(65_000 + 50_000 + 30_000)
})

test('what changes its size changes its class from then on, and sound alone when the picture is held back', () => {
  subscribe('alice', 's1', { widthPx: 1080, heightPx: 1920 })
  wait(3)
  const ids = { app, roomId: 'room', uid: 'alice', subscriptionId: 's1', feedId: 'feed' }
  happens({ kind: 'subscription.resized', ...ids, size: { widthPx: 960, heightPx: 540 } })
  wait(4)
  happens({ kind: 'subscription.resized', ...ids, size: undefined })
  wait(5)
  endSubscription('alice', 's1')
  happens({ kind: 'subscription.resized', ...ids, size: hd })
  wait(60)
  const usage = usageOf(meter.take(at))
  expect(usage?.callMs).toEqual({ audio: 5_000, '360P': 0, '540P': 4_000, '720P': 0, '1080P': 3_000 })
})

test('a session without a socket is not online', () => {
  connect('alice')
  wait(10)
  const session = { app, sessionId: 'session of alice', uid: 'alice', roomId: undefined }
  happens({ kind: 'session.suspended', ...session })
  wait(30)
  happens({ kind: 'session.resumed', ...session, awayMs: 30_000 })
  wait(10)
  happens({ kind: 'session.resumed', ...session, awayMs: 0 })
  wait(5)
  happens({ kind: 'session.disconnected', ...session, end: 'closed' })
  wait(60)
  expect(usageOf(meter.take(at))).toMatchObject({ onlineMs: 25_000, peaks: { online: 1 } })
})

test('a feed counts from when it stands to its end', () => {
  const ids = { app, roomId: 'room', uid: 'alice', feedId: 'feed' }
  const media = { tag: '', source: 'camera', kinds: ['audio', 'video'], muted: [], size: hd } as const
  happens({ kind: 'feed.published', ...ids, ...media })
  wait(7)
  happens({ kind: 'feed.ended', ...ids, reason: 'unpublished' })
  wait(7)
  expect(usageOf(meter.take(at))?.publishMs).toBe(7_000)
})

test('peaks are of those at the same time; people and rooms are counted once', () => {
  connect('alice')
  connect('bob')
  happens({ kind: 'room.created', app, roomId: 'room', uid: 'alice' })
  join('alice')
  join('bob')
  wait(1)
  happens({ kind: 'room.left', app, roomId: 'room', uid: 'alice', reason: 'left' })
  happens({ kind: 'room.left', app, roomId: 'room', uid: 'bob', reason: 'left' })
  happens({ kind: 'room.ended', app, roomId: 'room', creatorUid: 'alice' })
  connect('carol')
  happens({ kind: 'room.created', app, roomId: 'room 2', uid: 'carol' })
  join('carol', 'room 2')
  join('alice', 'room 2')
  const usage = usageOf(meter.take(at))
  expect(usage?.peaks).toEqual({ rooms: 1, online: 3, inCall: 2 })
  expect(usage?.rooms).toBe(2)
  expect(usage?.people.map(({ uid }) => uid)).toEqual(['alice', 'bob', 'carol'])
  expect(usage?.people.every(({ wasInCall }) => wasInCall)).toBe(true)
})

test('the peak of all apps together is not the sum of their peaks', () => {
  connect('alice', 'clinic')
  const session = { app: of('clinic'), sessionId: 'session of alice', uid: 'alice', roomId: undefined }
  happens({ kind: 'session.disconnected', ...session, end: 'closed' })
  connect('alice', 'court')
  const taken = meter.take(at)
  expect(usageOf(taken, '2026-11-24', 'clinic')?.peaks.online).toBe(1)
  expect(usageOf(taken, '2026-11-24', 'court')?.peaks.online).toBe(1)
  const all = taken.find(({ bizName }) => bizName === undefined)
  expect(all).toMatchObject({ peaks: { online: 1 } })
  expect(all?.people).toHaveLength(2)
})

test('midnight parts what runs: each day has its time, its peak and its people', () => {
  at = Date.UTC(2026, 10, 24, 23, 59, 50)
  connect('alice')
  happens({ kind: 'room.created', app, roomId: 'room', uid: 'alice' })
  join('alice')
  subscribe('alice', 's1', hd)
  wait(2 * 24 * 60 * 60)
  const taken = meter.take(at)
  const lasting = { onlineMs: 86_400_000, callMs: { '720P': 86_400_000 } }
  expect(usageOf(taken)).toMatchObject({ onlineMs: 10_000, rooms: 1, callMs: { '720P': 10_000 } })
  expect(usageOf(taken, '2026-11-25')).toMatchObject({
    ...lasting,
    rooms: 0,
    peaks: { rooms: 1, online: 1, inCall: 1 },
    people: [{ bizName: 'clinic', uid: 'alice', wasInCall: true }],
  })
  expect(usageOf(taken, '2026-11-26')).toMatchObject({ onlineMs: 86_390_000 })
})

test('days are those of the time zone, 23 and 25 hours long where clocks change', () => {
  const calendar = calendarOf('Europe/Berlin')
  expect(calendar.dayOf(Date.UTC(2026, 10, 24, 23))).toBe('2026-11-25')
  const lengthH = (startMs: number) => (calendar.nextDayStartsAt(startMs) - startMs) / 3_600_000
  expect(lengthH(Date.UTC(2026, 2, 28, 23))).toBe(23)
  expect(lengthH(Date.UTC(2026, 9, 24, 22))).toBe(25)
})

test('a clock that goes back counts nothing twice', () => {
  connect('alice')
  wait(10)
  meter.take(at)
  wait(-5)
  connect('bob')
  wait(10)
  const usage = usageOf(meter.take(at))
  expect(usage?.onlineMs).toBe(5_000 + 5_000)
})

test('people who are in rooms again after a restart do not make the room new', () => {
  happens({ kind: 'room.restored', app, roomId: 'room', uids: ['alice'] })
  join('alice')
  const usage = usageOf(meter.take(at))
  expect(usage).toMatchObject({ rooms: 0, peaks: { rooms: 1, inCall: 1 } })
})
