/** Asks the business server for signatures (guide, section 4): the private key never comes near the page. */
import { ProblemError } from '../problems/problem.ts'

/** What the business server says about a user. */
export interface SignedIdentity {
  readonly bizName: string
  readonly appId: string
  readonly workspaceId: string
  readonly uid: string
  readonly sign: string
  /** Milliseconds since the epoch, of the server's clock. */
  readonly expireTime: number
}

export type SignSource = (signal?: AbortSignal) => Promise<SignedIdentity>

const path = '/demo/sign'
/** It is one RSA operation; whoever needs longer is not there. */
const timeoutMs = 10_000

const textFields = ['bizName', 'appId', 'workspaceId', 'uid', 'sign'] as const

const parseIdentity = (answer: unknown): SignedIdentity => {
  const fields: Readonly<Record<string, unknown>> = typeof answer === 'object' && answer !== null ? { ...answer } : {}
  const isComplete = textFields.every((name) => typeof fields[name] === 'string' && fields[name] !== '')
  if (!isComplete) throw new ProblemError({ key: 'signUnavailable' })
  const text = (name: (typeof textFields)[number]) => String(fields[name])
  return {
    bizName: text('bizName'),
    appId: text('appId'),
    workspaceId: text('workspaceId'),
    uid: text('uid'),
    sign: text('sign'),
    expireTime: Number(fields.expireTime),
  }
}

/** @param request for tests; in the page it is `fetch` */
export const createSignSource =
  (uid: string, request: typeof fetch = (...args) => fetch(...args)): SignSource =>
  async (signal) => {
    const limit = AbortSignal.timeout(timeoutMs)
    let response: Response
    try {
      response = await request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ uid }),
        signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      })
    } catch (cause) {
      signal?.throwIfAborted()
      throw new ProblemError({ key: limit.aborted ? 'serverTimeout' : 'serverUnreachable' }, { cause })
    }
    // A proxy in front of a server that is not there answers with 502 to 504.
    if (response.status >= 502) throw new ProblemError({ key: 'serverUnreachable', code: `HTTP ${response.status}` })
    if (response.status === 404) throw new ProblemError({ key: 'signUnavailable', code: 'HTTP 404' })
    if (response.status === 429) throw new ProblemError({ key: 'tooFast', code: 'HTTP 429' })
    if (response.status >= 500) throw new ProblemError({ key: 'serverFailed', code: `HTTP ${response.status}` })
    if (!response.ok) throw new ProblemError({ key: 'signRefused', code: `HTTP ${response.status}` })
    return parseIdentity(await response.json().catch(() => undefined))
  }
