import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Happening } from '../happenings/index.ts'
import { type Client, TestApi } from './testing/server.ts'

// Making a database takes a second, on a busy machine several.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const app = { bizName: 'clinic', appId: 'app', workspaceId: 'default' }
const client = { platform: 'web', version: '1' }
const today = new Date().toISOString().slice(0, 10)
let api: TestApi
let viewer: Client
beforeAll(async () => {
  api = await TestApi.start()
  viewer = await api.person('viewer')
})
afterAll(() => api.close())

/** Alice is online for this long and watches Bob's picture all the time. */
async function calls(seconds: number): Promise<void> {
  const of = { at: Date.now(), app }
  const ids = { roomId: `room-${seconds}`, uid: 'alice', subscriptionId: `s-${seconds}`, feedId: 'feed' }
  const session = { sessionId: `alice-${seconds}`, uid: 'alice' }
  const begins: Happening[] = [
    { kind: 'session.connected', ...of, ...session },
    { kind: 'room.created', ...of, roomId: ids.roomId, uid: 'alice' },
    { kind: 'room.joined', ...of, ...ids, sessionId: '', displayName: undefined, client, returning: false },
    {
      kind: 'subscription.started',
      ...of,
      ...ids,
      publisherUid: 'bob',
      kinds: ['audio', 'video'],
      size: { widthPx: 1280, heightPx: 720 },
    },
  ]
  for (const happening of begins) api.usage.happened(happening)
  await delay(seconds * 1_000)
  const at = Date.now()
  const ends: Happening[] = [
    { kind: 'subscription.ended', ...of, at, ...ids },
    { kind: 'room.left', ...of, at, roomId: ids.roomId, uid: 'alice', reason: 'left' },
    { kind: 'room.ended', ...of, at, roomId: ids.roomId, creatorUid: 'alice' },
    { kind: 'session.disconnected', ...of, at, ...session, roomId: undefined, end: 'closed' },
  ]
  for (const happening of ends) api.usage.happened(happening)
}

test('usage is told by day and altogether, as it is at this moment', async () => {
  await calls(2)
  const { status, body } = await viewer.ask('GET', `/usage?bizName=clinic&from=${today}`)
  expect(status).toBe(200)
  expect(body).toMatchObject({ from: today, bizName: 'clinic', timeZone: 'UTC' })
  const { onlineSeconds, ...total } = body.totals as Record<string, unknown>
  // More where the machine had other things to do.
  expect(onlineSeconds).toBeGreaterThanOrEqual(2)
  expect(total).toMatchObject({
    callSeconds: { audio: 0, '720P': onlineSeconds },
    subscribeSeconds: onlineSeconds,
    rooms: 1,
    people: { online: 1, inCalls: 1 },
    peaks: { rooms: 1, online: 1, inCalls: 1 },
  })
})

test('the same is there as CSV', async () => {
  const answer = await viewer.ask('GET', '/usage.csv')
  expect(answer.headers.get('content-type')).toMatch(/^text\/csv/)
  expect(answer.headers.get('content-disposition')).toMatch(/usage-all-.*\.csv/)
})

test.each([
  ['from=2026-01-02&to=2026-01-01', 'to'],
  ['from=1999-01-01&to=1999-01-02', 'from'],
  ['to=2999-01-01', 'to'],
  ['from=2026-13-01', 'from'],
])('a range that cannot be had is refused with the field at fault: %s', async (query, field) => {
  const { status, body } = await viewer.ask('GET', `/usage?${query}`)
  expect(status).toBe(400)
  expect(JSON.stringify(body)).toContain(field)
})

test('of more than 30 days at once nothing is told', async () => {
  const from = new Date(Date.now() - 31 * 86_400_000).toISOString().slice(0, 10)
  expect((await viewer.ask('GET', `/usage?from=${from}`)).body).toMatchObject({ code: 'RANGE_INVALID', field: 'to' })
})

test('nobody sees usage without logging in', async () => {
  expect((await api.anybody.ask('GET', '/usage')).status).toBe(401)
})
