/** A platform to call on: one started for this test, or one that runs already. */
import { type ConfigOverrides, type RunningServer, startServer } from '@mrtc/server'
import { databaseOfTests } from '@mrtc/server/testing'
import type { Identity } from '../page/api.ts'

/** Where to connect, and who signs. */
export interface SigningPlatform extends AsyncDisposable {
  readonly httpUrl: string
  readonly wsUrl: string
  /** A signed identity of the demo app. */
  identity(uid: string): Promise<Identity>
}

export interface TestPlatform extends SigningPlatform {
  readonly server: RunningServer
}

/** A server of our own on free ports of loopback; nothing of it stays. */
export async function startPlatform(overrides: ConfigOverrides = {}): Promise<TestPlatform> {
  const server = await startServer({
    ...overrides,
    http: { port: 0, ...overrides.http },
    data: { ephemeral: true, ...(await databaseOfTests()), ...overrides.data },
    log: { level: 'warn', ...overrides.log },
  })
  return {
    server,
    httpUrl: server.httpUrl,
    wsUrl: server.wsUrl,
    identity: async (uid) => {
      const { bizName, appId, workspaceId } = server.demo
      return { uid, bizName, appId, workspaceId, sign: server.demo.sign(uid).sign }
    },
    [Symbol.asyncDispose]: () => server.close(),
  }
}

/** A server that runs in demo mode and signs by itself. */
export async function connectPlatform(httpUrl: string): Promise<SigningPlatform> {
  const base = httpUrl.replace(/\/+$/, '')
  return {
    httpUrl: base,
    wsUrl: `${base.replace(/^http/, 'ws')}/ws`,
    identity: async (uid) => {
      const response = await fetch(`${base}/demo/sign`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ uid }),
        signal: AbortSignal.timeout(10_000),
      }).catch((error: unknown) => {
        throw new Error(`${base} does not answer: is the server running there?`, { cause: error })
      })
      if (!response.ok) throw new Error(`${base}/demo/sign answered ${response.status}: is the server in demo mode?`)
      return (await response.json()) as Identity
    },
    [Symbol.asyncDispose]: async () => {},
  }
}
