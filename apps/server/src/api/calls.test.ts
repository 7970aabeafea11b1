import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Happening } from '../happenings/index.ts'
import { type Client, TestApi } from './testing/server.ts'

// Making a database takes a second, on a busy machine several.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const secondMs = 1_000
const clinic = { bizName: 'clinic', appId: 'app', workspaceId: 'default' }
const bank = { bizName: 'bank', appId: 'app', workspaceId: 'default' }
const web = { platform: 'web', version: '1.2.3' }
const begin = Date.parse('2026-03-01T10:00:00Z')
let api: TestApi
let viewer: Client
beforeAll(async () => {
  api = await TestApi.start()
  viewer = await api.person('viewer')
  await call('consultation', clinic)
  await call('advice', bank, { offsetMs: 3_600_000, running: true })
})
afterAll(() => api.close())

/** Alice sends to Bob, who loses his socket for 4 s; the worker dies, the server is restarted. */
async function call(roomId: string, app: typeof clinic, { offsetMs = 0, running = false } = {}): Promise<void> {
  const at = (seconds: number) => ({ at: begin + offsetMs + seconds * secondMs, app, roomId })
  const joining = { client: web, sessionId: `of bob in ${roomId}`, displayName: 'Bob\0\ud800' }
  const watching = { uid: 'bob', subscriptionId: 's', feedId: 'f' }
  const size = { widthPx: 1_280, heightPx: 720 }
  const happened: Happening[] = [
    { kind: 'room.created', ...at(0), uid: 'alice' },
    {
      kind: 'room.joined',
      ...at(0),
      uid: 'alice',
      ...joining,
      sessionId: 'a',
      displayName: undefined,
      returning: false,
    },
    {
      kind: 'feed.published',
      ...at(1),
      uid: 'alice',
      feedId: 'f',
      tag: 'cam',
      source: 'camera',
      kinds: ['audio', 'video'],
      muted: [],
      size,
    },
    { kind: 'room.joined', ...at(2), uid: 'bob', ...joining, returning: false },
    { kind: 'subscription.started', ...at(3), ...watching, publisherUid: 'alice', kinds: ['video'], size },
    { kind: 'subscription.qualityReported', ...at(4), ...watching, lossShare: 0.07 },
    { kind: 'session.suspended', ...at(10), uid: 'bob', sessionId: joining.sessionId },
    {
      kind: 'session.resumed',
      ...at(14),
      uid: 'bob',
      sessionId: joining.sessionId,
      awayMs: 4_000,
    },
    { kind: 'transport.restarted', ...at(14), uid: 'bob', transportId: 't1' },
    { kind: 'transport.restarted', ...at(14), uid: 'bob', transportId: 't2' },
    ...['t1', 't2'].map(
      (transportId): Happening => ({
        kind: 'transport.closed',
        ...at(20),
        uid: 'bob',
        transportId,
        cause: 'workerDied',
      }),
    ),
    ...[1, 2, 3].map(
      (number): Happening => ({
        kind: 'quality.reported',
        ...at(number * 10),
        uid: 'bob',
        report: {
          periodMs: 10_000,
          down: { bitrateBps: 1_000_000 * number, lossShare: 0.01, rttMs: 40 },
          feeds: [],
          subscriptions: [
            {
              subscriptionId: 's',
              feedId: 'f',
              bitrateBps: 900_000,
              lossShare: 0,
              frozenShare: number === 2 ? 0.5 : 0,
              framesPerSecond: 25,
            },
          ],
        },
      }),
    ),
    { kind: 'room.restored', ...at(40), uids: ['alice', 'bob'] },
    { kind: 'room.joined', ...at(42), uid: 'bob', ...joining, sessionId: 'b2', returning: true },
  ]
  for (const happening of happened) api.inspector.happened(happening)
  // Of a call that is written piece by piece the pieces add up.
  await api.inspector.write()
  if (running) return
  api.inspector.happened({ kind: 'room.left', ...at(60), uid: 'bob', reason: 'left' })
  api.inspector.happened({ kind: 'room.left', ...at(60), uid: 'alice', reason: 'left' })
  api.inspector.happened({ kind: 'room.ended', ...at(60), creatorUid: 'alice' })
}

test('a call tells who was in, what they sent and got, and each loss with its reason', async () => {
  const { status, body } = await viewer.ask('GET', '/calls/consultation')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    bizName: 'clinic',
    creatorUid: 'alice',
    startedAt: '2026-03-01T10:00:00.000Z',
    endedAt: '2026-03-01T10:01:00.000Z',
    people: 2,
    peakPeople: 2,
    feeds: 1,
    reconnectCount: 4,
    worstQuality: 'poor',
    eventsCursor: null,
  })
  const [alice, bob] = body.participants as Record<string, unknown>[]
  expect(alice).toMatchObject({
    uid: 'alice',
    feeds: [{ feedId: 'f', tag: 'cam', size: { widthPx: 1_280, heightPx: 720 }, end: 'serverRestarted' }],
  })
  expect(bob).toMatchObject({
    uid: 'bob',
    displayName: 'Bob\ufffd',
    worstQuality: 'poor',
    reconnectCount: 4,
    sessions: [
      { client: web, startedAt: '2026-03-01T10:00:02.000Z', end: 'serverRestarted' },
      { sessionId: 'b2', startedAt: '2026-03-01T10:00:42.000Z', endedAt: '2026-03-01T10:01:00.000Z', end: 'left' },
    ],
    subscriptions: [{ publisherUid: 'alice', worstLossShare: 0.07 }],
  })
  expect(body.reconnects).toMatchObject([
    { uid: 'bob', reason: 'socketLost', at: '2026-03-01T10:00:10.000Z', awayMs: 4_000 },
    { uid: 'bob', reason: 'iceRestarted' },
    { uid: 'bob', reason: 'workerDied', backAt: null },
    { uid: 'bob', reason: 'serverRestarted', awayMs: 2_000 },
  ])
  const kinds = (body.events as { kind: string }[]).map(({ kind }) => kind)
  expect(kinds.at(0)).toBe('room.created')
  expect(kinds.at(-1)).toBe('room.ended')
})

test('events come in pages, too', async () => {
  const seen: unknown[] = []
  let cursor: unknown = ''
  while (typeof cursor === 'string') {
    const { body } = await viewer.ask('GET', `/calls/consultation/events?limit=5${cursor && `&cursor=${cursor}`}`)
    seen.push(...(body.items as unknown[]))
    cursor = body.nextCursor
  }
  const { body } = await viewer.ask('GET', '/calls/consultation')
  expect(seen).toEqual(body.events)
})

test('quality is a series, put together where there are more points than are asked for', async () => {
  const all = await viewer.ask('GET', '/calls/consultation/quality?uid=bob')
  expect(all.body.points).toMatchObject([
    { at: '2026-03-01T10:00:00.000Z', quality: 'good', down: { bitrateBps: 1_000_000, rttMs: 40 } },
    { quality: 'poor', subscriptions: [{ feedId: 'f', frozenShare: 0.5, framesPerSecond: 25 }] },
    { quality: 'good' },
  ])
  const one = await viewer.ask('GET', '/calls/consultation/quality?uid=bob&points=1')
  expect(one.body.points).toMatchObject([
    { periodMs: 30_000, quality: 'poor', down: { bitrateBps: 2_000_000 }, subscriptions: [{ frozenShare: 0.1667 }] },
  ])
})

test.each([
  ['', ['advice', 'consultation']],
  ['?bizName=clinic', ['consultation']],
  ['?state=running', ['advice']],
  ['?state=ended', ['consultation']],
  ['?uid=bob', ['advice', 'consultation']],
  ['?uid=carol', []],
  ['?roomId=advice', ['advice']],
  ['?to=2026-03-01T10:30:00Z', ['consultation']],
  ['?from=2026-03-01T10:30:00Z', ['advice']],
])('calls are found by %s', async (query, roomIds) => {
  const { body } = await viewer.ask('GET', `/calls${query}`)
  expect((body.items as { roomId: string }[]).map(({ roomId }) => roomId)).toEqual(roomIds)
})

test('the list comes in pages', async () => {
  const first = await viewer.ask('GET', '/calls?limit=1')
  const second = await viewer.ask('GET', `/calls?limit=1&cursor=${String(first.body.nextCursor)}`)
  expect([first.body.items, second.body.items]).toMatchObject([[{ roomId: 'advice' }], [{ roomId: 'consultation' }]])
  expect(second.body.nextCursor).toBeNull()
  expect((await viewer.ask('GET', '/calls?cursor=WyJ4Il0')).body).toMatchObject({ code: 'CURSOR_INVALID' })
})

test('a key of one app sees its calls alone', async () => {
  await api.store.callApps.create({ ...bank, name: 'Bank' })
  const program = await api.program(['calls.read'], 'bank')
  const { body } = await program.ask('GET', '/calls')
  expect(body.items).toMatchObject([{ roomId: 'advice' }])
  for (const path of ['', '/events', '/quality?uid=bob']) {
    expect((await program.ask('GET', `/calls/consultation${path}`)).body).toMatchObject({ code: 'CALL_NOT_FOUND' })
  }
})

test('of a call that is not there nothing is told', async () => {
  for (const path of ['', '/events', '/quality?uid=bob']) {
    expect((await viewer.ask('GET', `/calls/nowhere${path}`)).status).toBe(404)
  }
})
