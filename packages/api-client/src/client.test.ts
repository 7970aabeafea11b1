import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { allPermissions } from '@mrtc/protocol/api'
import { type RunningServer, startServer } from '@mrtc/server'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type ApiClient, createApiClient, eachItem, sessionCredentials } from './index.ts'
import { keyCredentials } from './signed.ts'

describe('the client, of a server', () => {
  let server: RunningServer
  let program: ApiClient

  beforeAll(async () => {
    server = await startServer({ http: { port: 0 }, data: { ephemeral: true }, log: { level: 'warn' } })
    program = createApiClient({ url: server.httpUrl, credentials: keyCredentials(await apiKeyOf(server)) })
  }, 60_000)

  afterAll(() => server.close())

  it('signs what it asks with an API key, bodies and queries too', async () => {
    const app = await program.createApp({ body: { name: 'Signed & paid' } })
    const found = await program.listApps({ query: { search: 'Signed & paid' } })
    expect(found.items).toEqual([app])
    expect(await program.getApp({ path: { bizName: app.bizName } })).toEqual(app)
  })

  it('rejects with what the server says is wrong', async () => {
    await expect(program.createApp({ body: { name: '' } })).rejects.toMatchObject({
      name: 'ApiError',
      code: 'PARAMETER_INVALID',
      status: 400,
      field: 'name',
      requestId: expect.any(String),
    })
    await expect(program.getApp({ path: { bizName: 'none' } })).rejects.toMatchObject({ code: 'APP_NOT_FOUND' })
    await expect(createApiClient({ url: server.httpUrl }).listApps()).rejects.toMatchObject({
      code: 'CREDENTIALS_MISSING',
    })
  })

  it('goes through all pages of a list', async () => {
    const made = await Promise.all(
      ['page a', 'page b', 'page c'].map((name) => program.createApp({ body: { name: `${name} of three` } })),
    )
    const names: string[] = []
    const apps = eachItem(program.listApps, { query: { search: 'of three', limit: 1 } })
    for await (const app of apps) names.push(app.name)
    expect(names.toSorted()).toEqual(made.map(({ name }) => name).toSorted())
  })

  it('does a POST once for the same idempotency key', async () => {
    const ask = () => program.createApp({ body: { name: 'Once' }, idempotencyKey: 'the-same' })
    expect(await ask()).toEqual(await ask())
    expect((await program.createApp({ body: { name: 'Once' } })).bizName).not.toBe((await ask()).bizName)
  })

  it('answers text as text, and nothing for what has no answer', async () => {
    const today = new Date().toISOString().slice(0, 10)
    const csv = await program.getUsageCsv({ query: { from: today, to: today } })
    expect(csv).toContain('day')
    const key = await program.createApiKey({ body: { name: 'short lived', permissions: ['apps.read'] } })
    expect(await program.deleteApiKey({ path: { keyId: key.keyId } })).toBeUndefined()
  })

  it('gives up when it is told to', async () => {
    const reason = new Error('not needed any more')
    await expect(program.listApps({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })
})

describe('the client, of a server in trouble', () => {
  const open: ReturnType<typeof createServer>[] = []
  const requests: IncomingMessage[] = []

  afterEach(() => {
    for (const server of open.splice(0)) {
      server.closeAllConnections()
      server.close()
    }
    requests.length = 0
  })

  async function answering(...answers: ((response: ServerResponse) => void)[]): Promise<string> {
    const server = createServer((request, response) => {
      requests.push(request)
      request.resume()
      const answer = answers.shift()
      if (answer) answer(response)
    })
    open.push(server)
    const { promise, resolve } = Promise.withResolvers<void>()
    server.listen(0, '127.0.0.1', resolve)
    await promise
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const busy = (retryAfterS: number) => (response: ServerResponse) => {
    response.writeHead(429, { 'retry-after': String(retryAfterS), 'content-type': 'application/problem+json' })
    response.end(JSON.stringify({ status: 429, code: 'RATE_LIMITED', title: 'Too much', detail: 'Slow down.' }))
  }
  const json = (status: number, body: unknown) => (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  const key = { keyId: 'k', secret: 's' }

  it('asks again after the time that a busy server names, signed anew and with the same idempotency key', async () => {
    const url = await answering(busy(0), busy(1), json(201, { bizName: 'a' }))
    const client = createApiClient({ url, credentials: keyCredentials(key) })
    await expect(client.createApp({ body: { name: 'a' } })).resolves.toEqual({ bizName: 'a' })
    const each = (name: string) => new Set(requests.map(({ headers }) => headers[name]))
    expect(requests).toHaveLength(3)
    expect(each('x-mrtc-nonce').size).toBe(3)
    expect(each('idempotency-key').size).toBe(1)
  })

  it('gives up on a busy server after some attempts, and at once when it would have to wait for long', async () => {
    const url = await answering(busy(0), busy(0), busy(600))
    const client = createApiClient({ url, retry: { attempts: 2, waitMaxMs: 1_000 } })
    await expect(client.listApps()).rejects.toMatchObject({ code: 'RATE_LIMITED', status: 429 })
    await expect(client.listApps()).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    expect(requests).toHaveLength(3)
  })

  it('tells a server that does not answer in time from one that is not there', async () => {
    const silent = await answering()
    const late = createApiClient({ url: silent, timeoutMs: 100 }).listApps()
    await expect(late).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' })
    const absent = await answering()
    open.pop()?.close()
    await expect(createApiClient({ url: absent }).listApps()).rejects.toMatchObject({ code: 'CONNECTION_FAILED' })
  })

  it('makes an error of what a proxy answers in between', async () => {
    const url = await answering((response) => response.writeHead(502).end('<html>Bad gateway</html>'))
    await expect(createApiClient({ url }).listApps()).rejects.toMatchObject({
      name: 'ApiError',
      status: 502,
      code: undefined,
    })
  })
})

/** Logs in as the page of the console does, and makes a key that may everything. */
async function apiKeyOf(server: RunningServer) {
  const { firstOwner } = server.console
  if (!firstOwner) throw new Error('the server has no first owner')
  let token: string | undefined
  let cookie: string | undefined
  const session = sessionCredentials(() => token)
  const page = createApiClient({
    url: server.httpUrl,
    // Browsers send it by themselves.
    credentials: {
      authorise: (request) => {
        if (cookie !== undefined) request.headers.set('cookie', cookie)
        return session.authorise(request)
      },
    },
  })
  const response = await fetch(`${server.httpUrl}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(firstOwner),
  })
  cookie = response.headers.get('set-cookie')?.split(';', 1)[0]
  token = (await page.getSession()).csrfToken
  return page.createApiKey({ body: { name: 'tests', permissions: [...allPermissions] } })
}
