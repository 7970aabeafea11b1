import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MrtcError, type RequestName, requests } from '@mrtc/protocol'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { noRooms } from './api/testing/no-rooms.ts'
import { type ConfigOverrides, loadConfig } from './config/index.ts'
import { type CallsPartOptions, createServer, type RunningServer } from './server.ts'
import type { RequestHandlers } from './signaling/index.ts'
import { TestClient } from './signaling/testing/client.ts'
import { StartupError } from './startup-error.ts'

// Making a database takes a second, on a busy machine several.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Calls that know no rooms: the parts around them are what is tested here. */
const calls = { isReady: true, isClosed: false }
async function createCalls({ signatures }: CallsPartOptions) {
  const refuse = () => {
    throw new MrtcError('NOT_IN_ROOM')
  }
  const handlers = Object.fromEntries(Object.keys(requests).map((name) => [name as RequestName, refuse]))
  const create: RequestHandlers['room.create'] = async ({ sign }, { session }) => {
    await signatures.check({ ...session.app, uid: session.uid }, sign)
    throw new MrtcError('MEDIA_UNAVAILABLE')
  }
  return {
    handlers: { ...handlers, 'room.create': create } as RequestHandlers,
    observer: { opened: () => {}, suspended: () => {}, resumed: () => {}, ended: () => {} },
    rooms: noRooms,
    ready: () => calls.isReady,
    drain: async () => {},
    accepting: () => true,
    close: async () => {
      calls.isClosed = true
    },
  }
}

function start(overrides: ConfigOverrides = {}): Promise<RunningServer> {
  const base = { http: { port: 0 }, data: { ephemeral: true }, log: { level: 'silent' } } as const
  return createServer(loadConfig({ environment: {}, overrides: { ...base, ...overrides } }), createCalls)
}

describe('a server', () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await start({ demo: { signaturesPerMinute: 10 } })
  })
  afterAll(async () => {
    await server.close()
    await server.close()
    expect(calls.isClosed).toBe(true)
    await expect(fetch(server.httpUrl)).rejects.toThrow()
  })

  const get = (path: string, init?: RequestInit) => fetch(server.httpUrl + path, init)
  const post = (path: string, body: unknown) =>
    get(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

  test('is live, and ready as long as its parts are', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ status: 'live' })
    expect(await (await get('/readyz')).json()).toEqual({
      status: 'ready',
      parts: { store: 'ready', media: 'ready', rooms: 'ready' },
    })
    calls.isReady = false
    const failing = await get('/readyz')
    calls.isReady = true
    expect(failing.status).toBe(503)
    expect(await failing.json()).toMatchObject({ parts: { store: 'ready', media: 'failing', rooms: 'ready' } })
  })

  test('shows metrics to who has the token', async () => {
    for (const headers of [{}, { authorization: 'Bearer wrong' }]) {
      const response = await get('/metrics', { headers })
      expect(response.status).toBe(401)
      expect(response.headers.get('content-type')).toContain('application/problem+json')
      expect(response.headers.get('www-authenticate')).toBe('Bearer')
    }
    const response = await get('/metrics', { headers: { authorization: `Bearer ${server.metricsToken}` } })
    const text = await response.text()
    expect(text).toContain('mrtc_signaling_sessions{state="attached"} 0')
    expect(text).toContain('process_cpu_seconds_total')
  })

  test('signs for the call page, with signatures that open a session and a room', async () => {
    const signature = (await (await post('/demo/sign', { uid: 'alice', displayName: 'Alice' })).json()) as {
      sign: string
      expireTime: number
    }
    expect(signature).toMatchObject({ bizName: 'demo', appId: 'default', workspaceId: 'default', uid: 'alice' })
    expect(signature.expireTime).toBeGreaterThan(Date.now())
    const alice = await TestClient.open(server.wsUrl, { sign: signature.sign })
    // Past the check of the signature.
    expect(await alice.request('room.create', { sign: signature.sign })).toMatchObject({
      error: { code: 'MEDIA_UNAVAILABLE' },
    })
    expect(await alice.request('room.create', { sign: 'Zm9yZ2Vk' })).toMatchObject({
      error: { code: 'SIGNATURE_INVALID' },
    })
  })

  test.each([
    ['of another uid', () => server.demo.sign('bob').sign, 'SIGNATURE_INVALID'],
    ['that has expired', () => server.demo.sign('alice', -1).sign, 'SIGNATURE_EXPIRED'],
    ['that is none', () => 'nonsense', 'SIGNATURE_INVALID'],
  ])('refuses a signature %s', async (_, sign, code) => {
    const alice = await TestClient.connect(server.wsUrl, { sign: sign() })
    alice.hello()
    expect(await alice.next('refused')).toMatchObject({ error: { code } })
  })

  test('refuses an app id that is not the one of the bizName', async () => {
    const alice = await TestClient.connect(server.wsUrl, { sign: server.demo.sign('alice').sign })
    alice.hello({ appId: 'other' })
    expect(await alice.next('refused')).toMatchObject({ error: { code: 'APP_NOT_FOUND' } })
  })

  test('says what is wrong with a request, and what there is', async () => {
    const bad = await post('/demo/sign', { uid: 'al ice' })
    expect(bad.status).toBe(400)
    expect(await bad.json()).toMatchObject({ code: 'PARAMETER_INVALID', field: 'uid', detail: expect.any(String) })
    const huge = await post('/demo/sign', { uid: 'x'.repeat(100_000) })
    expect(huge.status).toBe(413)
    const none = await get('/nowhere')
    expect(none.status).toBe(404)
    expect((await none.json()) as object).toMatchObject({ detail: expect.stringContaining('/healthz') })
  })

  test('sends headers that keep other pages out', async () => {
    const { headers } = await get('/healthz')
    expect(headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(headers.get('permissions-policy')).toContain('camera=(self)')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('limits how many signatures it gives out', async () => {
    const statuses: number[] = []
    for (let count = 0; count < 11; count += 1) statuses.push((await post('/demo/sign', { uid: 'carol' })).status)
    expect(statuses.at(-1)).toBe(429)
  })

  test('on a taken port says which, and which setting to change', async () => {
    const port = Number(new URL(server.httpUrl).port)
    const second = start({ http: { port } })
    await expect(second).rejects.toBeInstanceOf(StartupError)
    await expect(second).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken: stop what listens there, or set http.port (MRTC_HTTP_PORT) to another one.`,
    )
  })
})

test('a server that could not start leaves its data folder free, and the metrics token stays the same', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'mrtc-server-'))
  const blocker = createTcpServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => blocker.once('listening', resolve))
  const address = blocker.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await expect(start({ http: { port }, data: { dir } })).rejects.toBeInstanceOf(StartupError)
  await new Promise((resolve) => blocker.close(resolve))

  const server = await start({ http: { port: 0 }, data: { dir } })
  expect((await readFile(join(dir, 'metrics-token'), 'utf8')).trim()).toBe(server.metricsToken)
  await server.close()
  await rm(dir, { recursive: true })
})

test('a server without the demo signs for nobody', async () => {
  const server = await start({ demo: { enabled: false } })
  const response = await fetch(`${server.httpUrl}/demo/sign`, { method: 'POST' })
  expect(response.status).toBe(404)
  await server.close()
})
