import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ApiClient, createApiClient } from '@mrtc/api-client'
import { keyCredentials } from '@mrtc/api-client/signed'
import { BotCall } from '@mrtc/bot'
import { allPermissions } from '@mrtc/protocol/api'
import { type RunningServer, startServer } from '@mrtc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from './program.ts'

let server: RunningServer
let api: ApiClient
let folder: string
let environment: Record<string, string>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mrtc-cli-'))
  server = await startServer({ http: { port: 0 }, data: { ephemeral: true }, log: { level: 'warn' } })
  const key = await apiKey()
  api = createApiClient({ url: server.httpUrl, credentials: keyCredentials(key) })
  environment = { MRTC_API_URL: server.httpUrl, MRTC_API_KEY: key.keyId, MRTC_API_SECRET: key.secret, HOME: folder }
}, 60_000)

afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

async function mrtc(args: readonly string[], given: Record<string, string> = environment, typed = '') {
  const out: string[] = []
  const notes: string[] = []
  const code = await run(args, {
    environment: given,
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    ask: async () => typed,
    signal: new AbortController().signal,
  })
  return { code, out: out.join('\n'), notes: notes.join('\n') }
}

async function asJson<T>(...args: string[]): Promise<T> {
  const { code, out, notes } = await mrtc([...args, '--json'])
  expect(code, notes).toBe(0)
  return JSON.parse(out) as T
}

describe('mrtc', () => {
  it('makes call apps, shows and sets what they are', async () => {
    const app = await asJson<{ bizName: string }>('apps', 'create', 'Shop')
    const listed = await mrtc(['apps', 'list', '--search', 'Shop'])
    expect(listed.out).toContain(app.bizName)
    expect(listed.out).toContain('workspaceId')
    const set = await mrtc(['apps', 'settings', app.bizName, '--set', 'limits.maxRooms=7'])
    expect(JSON.parse(set.out)).toMatchObject({ limits: { maxRooms: 7 } })
    expect((await api.getAppSettings({ path: app })).limits.maxRooms).toBe(7)
    expect((await mrtc(['apps', 'keys', app.bizName])).out).toContain('current')
    expect((await mrtc(['apps', 'disable', app.bizName])).out).toMatch(/enabled +no/)
  })

  it('makes signatures that it then finds valid, and fails for others', async () => {
    const { bizName } = server.demo
    const { signature } = await asJson<{ signature: string }>('sign', bizName, 'ann', '--hours', '2')
    expect((await mrtc(['verify', bizName, 'ann', signature])).code).toBe(0)
    const wrong = await mrtc(['verify', bizName, 'bob', signature])
    expect(wrong.code).toBe(1)
    expect(wrong.out).toContain('SIGNATURE_INVALID')
  })

  it('lists and inspects rooms, writes to those in them, removes people and ends rooms', async () => {
    const { bizName, appId, workspaceId } = server.demo
    const { sign } = server.demo.sign('ann')
    const call = await BotCall.join({ url: server.wsUrl, uid: 'ann', bizName, appId, workspaceId, sign })
    try {
      const { roomId } = call.room
      const texts: string[] = []
      call.room.on('textReceived', ({ text }) => texts.push(text))
      expect((await mrtc(['rooms', 'list', '--app', bizName])).out).toContain(roomId)
      expect((await mrtc(['rooms', 'inspect', roomId])).out).toMatch(/ann +│/)
      expect((await mrtc(['rooms', 'send', roomId, 'time is up'])).out).toBe('sent to ann')
      await expect.poll(() => texts, { timeout: 20_000 }).toEqual(['time is up'])
      const closed = new Promise((resolve) => call.on('closed', resolve))
      expect((await mrtc(['rooms', 'kick', roomId, 'ann'])).code).toBe(0)
      await closed
      const gone = await mrtc(['rooms', 'end', roomId])
      expect(gone.code).toBe(1)
      expect(gone.notes).toMatch(/^ROOM_/)
    } finally {
      await call.close()
    }
  })

  it('joins as a bot, and lets the room be recorded', async () => {
    const joined = mrtc(['join', server.demo.bizName, '--uid', 'guide', '--seconds', '6', '--json'])
    await expect.poll(async () => (await api.listRooms()).items.length, { timeout: 20_000 }).toBe(1)
    const [room] = (await api.listRooms()).items
    if (!room) throw new Error('the room is gone')
    const { recordId } = await asJson<{ recordId: string }>('record', 'start', room.roomId)
    expect((await mrtc(['record', 'list', '--room', room.roomId])).out).toContain(recordId)
    expect((await mrtc(['record', 'stop', recordId])).code).toBe(0)
    const early = await mrtc(['record', 'download', recordId, '--file', '9'])
    expect(early.notes).toContain('has no file 9')
    const { code, out } = await joined
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ uid: 'guide', roomId: room.roomId })
  }, 90_000)

  it('shows usage as a table and as CSV, deliveries of webhooks, and API keys', async () => {
    expect((await mrtc(['usage'])).out).toContain('together')
    expect((await mrtc(['usage', '--csv'])).out.split('\n')[0]).toContain('day')
    expect((await mrtc(['webhooks', 'list'])).notes).toBe('no deliveries')
    const made = await asJson<{ keyId: string }>('keys', 'create', 'reader', '--permission', 'apps.read')
    expect((await mrtc(['keys', 'list'])).out).toContain(made.keyId)
    expect((await mrtc(['keys', 'delete', made.keyId])).code).toBe(0)
  })

  it('keeps a login that only its owner can read, and uses it', async () => {
    const { MRTC_API_URL: url = '', MRTC_API_KEY: key = '', MRTC_API_SECRET: secret = '' } = environment
    const home = { HOME: folder }
    const before = await mrtc(['apps', 'list'], home)
    expect(before.code).toBe(1)
    expect(before.notes).toContain('run mrtc login')
    const login = ['login', '--url', url, '--key', key]
    expect((await mrtc(login, home, 'a wrong secret')).notes).toContain('REQUEST_SIGNATURE_INVALID')
    expect((await mrtc(login, home, secret)).code).toBe(0)
    const path = join(folder, '.config', 'mrtc', 'profile.json')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ url: new URL(url).origin, keyId: key, secret })
    expect((await mrtc(['apps', 'list'], home)).code).toBe(0)
    await mrtc(['logout'], home)
    expect((await mrtc(['apps', 'list'], home)).code).toBe(1)
  })

  it('tells mistakes on the command line, refusals and a server that is not there apart', async () => {
    const mistake = await mrtc(['apps', 'lisst'])
    expect(mistake).toMatchObject({ code: 2, notes: expect.stringContaining('unknown command') })
    const refused = await mrtc(['apps', 'show', 'none'])
    expect(refused).toMatchObject({ code: 1, notes: expect.stringContaining('APP_NOT_FOUND') })
    const absent = await mrtc(['apps', 'list'], { ...environment, MRTC_API_URL: 'http://127.0.0.1:9' })
    expect(absent).toMatchObject({ code: 1, notes: expect.stringContaining('CONNECTION_FAILED') })
    expect(await mrtc(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('MRTC_API_KEY') })
  })
})

/** Made as the console does, by the first owner. */
async function apiKey() {
  const login = await fetch(`${server.httpUrl}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(server.console.firstOwner),
  })
  const { csrfToken } = (await login.json()) as { csrfToken: string }
  const cookie = login.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  const page = createApiClient({
    url: server.httpUrl,
    credentials: {
      authorise: (request) => {
        request.headers.set('cookie', cookie)
        request.headers.set('x-csrf-token', csrfToken)
        return request
      },
    },
  })
  return page.createApiKey({ body: { name: 'tests', permissions: [...allPermissions] } })
}
