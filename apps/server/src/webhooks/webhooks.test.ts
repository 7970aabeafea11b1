import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defaultAppSettings } from '../apps/index.ts'
import { loadConfig } from '../config/index.ts'
import type { Happening } from '../happenings/index.ts'
import { openStore, type Store } from '../store/index.ts'
import { databaseOfTests } from '../store/testing/database-of-tests.ts'
import { openWebhooks, type Webhooks } from './index.ts'

// Making a database takes a second, on a busy machine several.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const log = pino({ level: 'silent' })
const app = { bizName: 'clinic', appId: 'app', workspaceId: 'default' }
const eventually = { timeout: 30_000, interval: 50 }

interface Received {
  readonly body: Record<string, unknown>
  readonly text: string
  readonly headers: Record<string, string>
}

/** What the business server answers, in turn; then it takes everything. */
type Reply = { readonly status?: number; readonly body?: unknown; readonly location?: string }

let dir: string
let database: Awaited<ReturnType<typeof databaseOfTests>>
let store: Store
let webhooks: Webhooks
let receiver: Server
let received: Received[]
let replies: Reply[]
let callbackUrl: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mrtc-webhooks-'))
  received = []
  replies = []
  receiver = createServer(async (request, response) => {
    const text = (await request.toArray()).join('')
    const body = JSON.parse(text) as Record<string, unknown>
    received.push({ body, text, headers: request.headers as Record<string, string> })
    const {
      status = 200,
      body: answer = { code: 0, bizRequestId: body.bizRequestId },
      location,
    } = replies.shift() ?? {}
    response.writeHead(status, location === undefined ? {} : { location }).end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  callbackUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/rooms`
  database = await databaseOfTests()
  store = await openStore(config().data, log)
  await store.callApps.create({ ...app, name: 'Clinic' })
})
afterEach(async () => {
  await webhooks.close()
  await store.close()
  receiver.closeAllConnections()
  await new Promise((resolve) => receiver.close(resolve))
  await rm(dir, { recursive: true, force: true })
})

function config(allowPrivateNetworks = true) {
  return loadConfig({ environment: {}, overrides: { data: { dir, ...database }, webhooks: { allowPrivateNetworks } } })
}

async function open(allowPrivateNetworks = true): Promise<void> {
  const settings = { ...defaultAppSettings, rooms: { callbackUrl }, recording: { automatic: false, callbackUrl } }
  const lookup = { settingsOf: () => settings, onChanged: () => () => {} }
  webhooks = await openWebhooks({ config: config(allowPrivateNetworks), store, settings: lookup, log })
}

const client = { platform: 'web', version: '1' }

function call(roomId: string, uid = 'alice'): Happening[] {
  const room = { at: Date.now(), app, roomId, uid }
  return [
    { kind: 'room.created', ...room },
    { kind: 'room.joined', ...room, sessionId: 's', displayName: undefined, client, returning: false },
    { kind: 'room.left', ...room, reason: 'left' },
    { kind: 'room.ended', at: Date.now(), app, roomId, creatorUid: uid },
  ]
}

const codes = () => received.map(({ body }) => body.eventCode)

test('what happens in a room is posted with the fields of the guide, signed, in order and once', async () => {
  await open()
  webhooks.start()
  for (const happening of call('room-1')) webhooks.happened(happening)
  await vi.waitFor(() => expect(codes()).toEqual([1, 2, 3, 4]), eventually)
  const [first] = received
  expect(first?.body).toEqual({
    bizRequestId: expect.any(String),
    ...app,
    roomId: 'room-1',
    uid: 'alice',
    eventCode: 1,
    time: expect.any(Number),
  })
  const secret = await store.webhookSecrets.of('clinic')
  expect(new Webhook(secret).verify(first?.text ?? '', first?.headers ?? {})).toEqual(first?.body)
  expect(() => new Webhook(secret).verify(`${first?.text} `, first?.headers ?? {})).toThrow()
  await vi.waitFor(async () => {
    const deliveries = await store.webhookDeliveries.list({ limit: 10, bizName: 'clinic', state: 'delivered' })
    expect(deliveries).toHaveLength(4)
  }, eventually)
})

test.each<[string, Reply]>([
  ['a status that is no success', { status: 500 }],
  ['another code', { body: { code: 1 } }],
  ['the id of another request', { body: { code: 0, bizRequestId: 'another' } }],
  ['no JSON', { body: undefined, status: 204 }],
  ['a redirect', { status: 302, location: 'http://127.0.0.1:9/' }],
])('what is answered with %s is sent again with the same id, and what follows waits', async (_, reply) => {
  await open()
  webhooks.start()
  replies = [reply]
  for (const happening of call('room-1')) webhooks.happened(happening)
  await vi.waitFor(() => expect(codes()).toEqual([1, 1, 2, 3, 4]), eventually)
  expect(received[0]?.body.bizRequestId).toBe(received[1]?.body.bizRequestId)
  const deliveries = await store.webhookDeliveries.list({ limit: 10, roomId: 'room-1' })
  expect(deliveries.at(-1)?.attempts[0]).toMatchObject({ problem: expect.any(String) })
})

test('a room whose messages are refused holds up no other', async () => {
  await open()
  webhooks.start()
  replies = Array.from({ length: 3 }, () => ({ status: 503 }))
  const [created] = call('slow')
  if (created) webhooks.happened(created)
  await vi.waitFor(() => expect(received).toHaveLength(1), eventually)
  replies = []
  for (const happening of call('fast')) webhooks.happened(happening)
  await vi.waitFor(() => {
    expect(received.filter(({ body }) => body.roomId === 'fast')).toHaveLength(4)
    expect(received.filter(({ body }) => body.roomId === 'slow')).toHaveLength(2)
  }, eventually)
})

test('what was taken note of before a crash is told by the next server, once and in order', async () => {
  await open()
  const happened = call('room-1')
  for (const happening of happened.slice(0, 3)) webhooks.happened(happening)
  // As a killed process leaves it: in the journal alone, and the last line cut off by a disk that was full.
  const journal = join(dir, 'webhooks.journal')
  await vi.waitFor(async () => expect(await store.webhookDeliveries.list({ limit: 9 })).toHaveLength(3), eventually)
  await webhooks.close()
  const again = call('room-2').slice(0, 1)
  await open()
  for (const happening of again) webhooks.happened(happening)
  await webhooks.close()
  await appendFile(journal, '{"messages":[{"deliveryId"')

  await open()
  webhooks.start()
  // Neither room is open any more.
  await vi.waitFor(() => expect(received).toHaveLength(6), eventually)
  const of = (roomId: string) => received.filter(({ body }) => body.roomId === roomId).map(({ body }) => body.eventCode)
  expect(of('room-1')).toEqual([1, 2, 3, 4])
  expect(of('room-2')).toEqual([1, 4])
})

test('nothing is sent into private networks unless that is allowed', async () => {
  await open(false)
  webhooks.start()
  const [created] = call('room-1')
  if (created) webhooks.happened(created)
  await vi.waitFor(async () => {
    const [delivery] = await store.webhookDeliveries.list({ limit: 1 })
    expect(delivery?.attempts[0]?.problem).toContain('private network')
  }, eventually)
  expect(received).toEqual([])
})

test('what is replayed is sent again', async () => {
  await open()
  webhooks.start()
  const [created] = call('room-1')
  if (created) webhooks.happened(created)
  await vi.waitFor(async () => {
    expect(await store.webhookDeliveries.list({ limit: 9, state: 'delivered' })).toHaveLength(1)
  }, eventually)
  const [delivery] = await store.webhookDeliveries.list({ limit: 1 })
  expect(await webhooks.replay([delivery?.deliveryId ?? ''])).toBe(1)
  await vi.waitFor(() => expect(codes()).toEqual([1, 1]), eventually)
})

test('recordings are told with their id and result', async () => {
  await open()
  webhooks.start()
  const recordResult = { status: 2, fileType: 1, filePath: 'a.mp4', recordStartTime: 5, mediaType: 0 } as const
  webhooks.recorded({ app, roomId: 'room-1', recordId: 'r1', eventCode: 99, at: 6, recordResult })
  await vi.waitFor(() => expect(received).toHaveLength(1), eventually)
  expect(received[0]?.body).toMatchObject({ recordId: 'r1', eventCode: 99, recordResult })
})
