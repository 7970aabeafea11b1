/** An administrator who is logged in at the API, as the console is. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface ConsoleClient {
  /** @throws Error for an answer that is no success, with its problem */
  ask<T = unknown>(method: string, path: string, body?: unknown): Promise<T>
  /** The body as it is. @throws Error as `ask` */
  bytes(path: string): Promise<Buffer>
}

/** Logs in as the first owner, with the password that the server wrote to its data folder. */
export async function logInAsOwner(httpUrl: string, dataDir: string): Promise<ConsoleClient> {
  const password = (await readFile(join(dataDir, 'console-password'), 'utf8')).trim()
  return logIn(httpUrl, { name: 'admin', password })
}

export async function logIn(
  httpUrl: string,
  account: { readonly name: string; readonly password: string },
): Promise<ConsoleClient> {
  const login = await send(httpUrl, 'POST', '/session', account)
  const cookie = (login.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? ''
  const { csrfToken } = (await login.json()) as { readonly csrfToken: string }
  return {
    ask: async <T>(method: string, path: string, body?: unknown) => {
      const answer = await send(httpUrl, method, path, body, { cookie, 'x-csrf-token': csrfToken })
      return (answer.status === 204 ? undefined : await answer.json()) as T
    },
    bytes: async (path) => Buffer.from(await (await send(httpUrl, 'GET', path, undefined, { cookie })).arrayBuffer()),
  }
}

async function send(
  httpUrl: string,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
) {
  const answer = await fetch(`${httpUrl}/api/v1${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  })
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`)
  return answer
}
