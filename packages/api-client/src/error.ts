import type { ApiErrorCode } from '@mrtc/protocol/api'

/** As it may come: nothing is taken for granted. */
interface Problem {
  readonly detail?: unknown
  readonly code?: unknown
  readonly field?: unknown
  readonly data?: unknown
  readonly requestId?: unknown
}

/** What the server answered instead of doing it (problem details, RFC 9457). */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  /** Of the table in `@mrtc/protocol/api`; a newer server may have others. Undefined: what answered was not the API. */
  readonly code: ApiErrorCode | undefined
  /** Of HTTP. */
  readonly status: number
  /** The parameter at fault as a path: `settings.rooms.callbackUrl`. */
  readonly field: string | undefined
  readonly data: Readonly<Record<string, unknown>> | undefined
  /** By which the server's log knows the request. */
  readonly requestId: string | undefined

  /** @param body what came with the status; only of problem details more is known than that */
  constructor(status: number, body: unknown) {
    const problem: Problem = isObject(body) ? body : {}
    const code = textOf(problem.code)
    super(textOf(problem.detail) ?? `The server answered ${status}.`)
    this.status = status
    this.code = code as ApiErrorCode | undefined
    this.field = textOf(problem.field)
    this.data = isObject(problem.data) ? problem.data : undefined
    this.requestId = textOf(problem.requestId)
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
