/** A real server with something in it, for programs that ask it anything. */
import { setTimeout as sleep } from 'node:timers/promises'
import { createApiClient, sessionCredentials } from '@mrtc/api-client'
import { keyCredentials } from '@mrtc/api-client/signed'
import { BotCall } from '@mrtc/bot'
import { MrtcError } from '@mrtc/protocol'
import { allPermissions } from '@mrtc/protocol/api'
import { startServer } from '@mrtc/server'

export interface Target {
  readonly url: string
  /** Of an API key that may everything. */
  readonly key: { readonly keyId: string; readonly secret: string }
  /** Of the first owner. */
  readonly login: {
    readonly accountId: string
    readonly sessionId: string
    /** The header. */
    readonly cookie: string
    readonly csrfToken: string
  }
  close(): Promise<void>
}

/** Faster than any program here asks. */
const manyRequests = {
  requestsPerSecond: 100_000,
  requestBurst: 100_000,
  addressRequestsPerSecond: 100_000,
  addressRequestBurst: 100_000,
}
/** Makes webhooks, which fail: there are deliveries to list and to replay. */
const nobodyListensUrl = 'http://127.0.0.1:9/'
/** Rooms are ended from outside: how long it takes until there is another one. */
const roomPauseMs = 50

export async function startTarget(): Promise<Target> {
  await using starting = new AsyncDisposableStack()
  const server = starting.adopt(
    await startServer({
      http: { port: 0 },
      data: { ephemeral: true },
      api: manyRequests,
      // What is asked is wrong on purpose; what fails is told by its status.
      log: { level: 'error' },
    }),
    (it) => it.close(),
  )
  const login = await logIn(server.httpUrl, server.console.firstOwner)
  const page = createApiClient({
    url: server.httpUrl,
    credentials: {
      authorise: (request) => {
        request.headers.set('cookie', login.cookie)
        return sessionCredentials(() => login.csrfToken).authorise(request)
      },
    },
  })
  const key = await page.createApiKey({ body: { name: 'everything', permissions: [...allPermissions] } })
  const program = createApiClient({ url: server.httpUrl, credentials: keyCredentials(key) })
  await program.createApp({ body: { name: 'Nobody calls here' } })
  const { bizName } = server.demo
  const settings = await program.getAppSettings({ path: { bizName } })
  const rooms = { ...settings.rooms, callbackUrl: nobodyListensUrl }
  await program.setAppSettings({ path: { bizName }, body: { ...settings, rooms } })
  const closing = new AbortController()
  const occupied = keepARoomOpen(server, closing.signal)
  starting.defer(async () => {
    closing.abort()
    await occupied
  })
  const running = starting.move()
  return { url: server.httpUrl, key, login, close: () => running.disposeAsync() }
}

interface SignedUp {
  readonly accountId: string
  readonly sessionId: string
  readonly cookie: string
  readonly csrfToken: string
}

async function logIn(url: string, owner: object | undefined): Promise<SignedUp> {
  const response = await fetch(new URL('/api/v1/session', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(owner),
  })
  const cookie = response.headers.get('set-cookie')?.split(';', 1)[0]
  const session = (await response.json()) as { account: { accountId: string }; sessionId: string; csrfToken: string }
  if (!response.ok || cookie === undefined) throw new Error(`the first owner cannot log in: ${response.status}`)
  const { account, sessionId, csrfToken } = session
  return { accountId: account.accountId, sessionId, csrfToken, cookie }
}

/** Somebody is in a room, always: there is something to list, to write to, to end. */
async function keepARoomOpen(server: Awaited<ReturnType<typeof startServer>>, signal: AbortSignal): Promise<void> {
  const { bizName, appId, workspaceId } = server.demo
  while (!signal.aborted) {
    try {
      const call = await BotCall.join({
        url: server.wsUrl,
        uid: 'somebody',
        bizName,
        appId,
        workspaceId,
        sign: server.demo.sign('somebody').sign,
        signal,
      })
      const { promise: closed, resolve } = Promise.withResolvers<void>()
      call.on('closed', () => resolve())
      signal.addEventListener('abort', () => resolve(), { once: true })
      await closed
      await call.close()
    } catch (error) {
      // The app may be disabled at the moment.
      if (!(error instanceof MrtcError)) throw error
    }
    await sleep(roomPauseMs, undefined, { signal }).catch(() => undefined)
  }
}
