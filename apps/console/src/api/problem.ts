import { ApiError } from '@mrtc/api-client'
import { MrtcError } from '@mrtc/protocol/errors'

/** What went wrong, as pages tell it: of the API's problem details (RFC 9457), or of what kept them from coming. */
export interface Problem {
  /** Of HTTP; 0: there was no answer. */
  readonly status: number
  /** Of `@mrtc/protocol/api`, UNREACHABLE or UNEXPECTED. */
  readonly code: string
  /** What went wrong and what to do, in English. */
  readonly detail: string
  /** The parameter at fault as a path: `recording.callbackUrl`. */
  readonly field: string | undefined
  readonly data: Readonly<Record<string, unknown>> | undefined
  /** By which the server's log knows the request. */
  readonly requestId: string | undefined
}

const nothingMore = { field: undefined, data: undefined, requestId: undefined }
const serverFailed = 500

/** For what a query or mutation threw. */
export function problemIn(error: unknown): Problem {
  if (error instanceof ApiError) {
    const { status, message, field, data, requestId } = error
    // Without a code a proxy has answered in the server's place.
    const code = error.code ?? (status >= serverFailed ? 'UNREACHABLE' : 'UNEXPECTED')
    return { status, code, detail: message, field, data, requestId }
  }
  if (error instanceof MrtcError) return { status: 0, code: 'UNREACHABLE', detail: error.message, ...nothingMore }
  const detail = error instanceof Error ? error.message : String(error)
  return { status: 0, code: 'UNEXPECTED', detail, ...nothingMore }
}

const sessionEnds: ReadonlySet<string> = new Set(['SESSION_EXPIRED', 'CREDENTIALS_MISSING'])

/** Whether somebody has to log in (again) before this can be asked. */
export const isLoggedOut = (error: unknown): boolean => sessionEnds.has(problemIn(error).code)

const secondMs = 1_000

/** How long to wait before trying again, in seconds; undefined: the problem does not say. */
export function retryAfterSeconds({ data }: Problem): number | undefined {
  const { retryAfterMs } = data ?? {}
  return typeof retryAfterMs === 'number' ? Math.ceil(retryAfterMs / secondMs) : undefined
}
