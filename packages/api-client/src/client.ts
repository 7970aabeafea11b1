/** The client: a method for each operation of the document. */
import { MrtcError } from '@mrtc/protocol/errors'
import createClient from 'openapi-fetch'
import type { Credentials } from './credentials.ts'
import { ApiError } from './error.ts'
import { operationRoutes } from './generated/operations.ts'
import { defaultRetryPolicy, type RetryPolicy, wait, waitBeforeRetry } from './retry.ts'
import type { ApiClient, CallOptions } from './types.ts'

export type { AnswerOf, ApiCall, ApiCallOf, ApiClient, OperationId } from './types.ts'

const apiPath = '/api/v1'
const idempotencyHeader = 'idempotency-key'
const defaultTimeoutMs = 30_000

export interface ApiClientOptions {
  /** The server: `https://calls.example.com`. In a page of that server it may be empty. */
  readonly url: string
  /** Nobody's, when there are none: enough to log in. */
  readonly credentials?: Credentials
  /** How long a call may take in all, its retries included; of a file until it begins to come. @default 30 s */
  readonly timeoutMs?: number
  /** @default 4 attempts, 10 s between two at most */
  readonly retry?: RetryPolicy
}

/** How an operation is asked, of the generated table. */
export interface OperationRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly answer: 'json' | 'text' | 'response' | 'nothing'
  /** Whether it takes an Idempotency-Key. */
  readonly isRepeatable?: boolean
}

interface AnyCall extends CallOptions {
  readonly path?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

/**
 * Methods reject with
 * - {@link ApiError} for what the server refuses
 * - MrtcError `CONNECTION_FAILED`, `REQUEST_TIMEOUT` when no answer came
 * - the reason of `signal` when it was aborted
 */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const baseUrl = `${options.url.replace(/\/+$/, '')}${apiPath}`
  const http = createClient<object>({ baseUrl }) as unknown as Http
  const methods = Object.entries(operationRoutes).map(([id, route]) => [
    id,
    (given: AnyCall = {}) => ask({ http, options, route, given }),
  ])
  return Object.fromEntries(methods) as ApiClient
}

/** Of `openapi-fetch`, without the types of one operation. */
interface Http {
  request(
    method: string,
    path: string,
    init: {
      readonly params: Pick<AnyCall, 'path' | 'query'>
      readonly body?: unknown
      readonly headers: Readonly<Record<string, string>>
      readonly signal: AbortSignal
      readonly parseAs: 'stream'
      readonly fetch: (request: Request) => Promise<Response>
    },
  ): Promise<{ readonly response: Response; readonly error?: unknown }>
}

interface Asking {
  readonly http: Http
  readonly options: ApiClientOptions
  readonly route: OperationRoute
  readonly given: AnyCall
}

async function ask({ http, options, route, given }: Asking): Promise<unknown> {
  const { timeoutMs = defaultTimeoutMs } = options
  const late = new AbortController()
  const timer = setTimeout(
    () => late.abort(new MrtcError('REQUEST_TIMEOUT', `The server did not answer within ${timeoutMs} ms: try again.`)),
    timeoutMs,
  )
  const signal = given.signal ? AbortSignal.any([given.signal, late.signal]) : late.signal
  const repeatable = route.isRepeatable ? { [idempotencyHeader]: given.idempotencyKey ?? crypto.randomUUID() } : {}
  try {
    const { response, error } = await http.request(route.method, route.path, {
      params: { path: given.path ?? {}, query: given.query ?? {} },
      ...(given.body === undefined ? {} : { body: given.body }),
      headers: { ...given.headers, ...repeatable },
      // A success is left for us to read.
      parseAs: 'stream',
      signal,
      fetch: (request) => send(request, options),
    })
    if (!response.ok) throw new ApiError(response.status, error)
    return await contentOf(response, route)
  } catch (error) {
    // What aborted it says more than that the request was aborted.
    signal.throwIfAborted()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

async function send(
  request: Request,
  { credentials, retry = defaultRetryPolicy }: ApiClientOptions,
): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const copy = request.clone()
    const response = await attemptOf((await credentials?.authorise(copy)) ?? copy)
    const waitMs = waitBeforeRetry(response, attempt, retry)
    if (waitMs === undefined) return response
    await response.body?.cancel()
    await wait(waitMs, request.signal)
  }
}

async function attemptOf(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (cause) {
    request.signal.throwIfAborted()
    const { origin } = new URL(request.url)
    throw new MrtcError('CONNECTION_FAILED', `No server answers at ${origin}: check the address and that it runs.`, {
      cause,
    })
  }
}

function contentOf(response: Response, { answer }: OperationRoute): Promise<unknown> | Response | undefined {
  switch (answer) {
    case 'json':
      return response.json()
    case 'text':
      return response.text()
    case 'response':
      return response
    case 'nothing':
      return undefined
  }
}
