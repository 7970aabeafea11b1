/**
 * Errors of the HTTP API (`/api/v1`), each declared once: its HTTP status, and what a person reads when nothing more
 * precise is known. They travel as problem details (RFC 9457) with the code in `code`. What fails inside a call keeps
 * the code of `../errors.ts`.
 */
import { type ErrorCode, type ErrorKind, MrtcError } from '../errors.ts'

interface ApiErrorDefinition {
  /** HTTP status. */
  readonly status: number
  readonly text: string
}

export const apiErrors = {
  // Who is asking
  CREDENTIALS_MISSING: { status: 401, text: 'Log in, or sign the request with an API key.' },
  CREDENTIALS_INVALID: { status: 401, text: 'The name or the password is wrong.' },
  SESSION_EXPIRED: { status: 401, text: 'The session is over: log in again.' },
  API_KEY_UNKNOWN: { status: 401, text: 'There is no such API key, or it was deleted.' },
  API_KEY_DISABLED: { status: 401, text: 'This API key is disabled.' },
  API_KEY_EXPIRED: { status: 401, text: 'This API key has expired: make a new one.' },
  REQUEST_SIGNATURE_INVALID: {
    status: 401,
    text: 'The signature of the request does not match: check the secret and the text that was signed.',
  },
  REQUEST_EXPIRED: {
    status: 401,
    text: 'The time of the request is too far from that of the server: check the clock and sign it anew.',
  },
  REQUEST_REPLAYED: { status: 401, text: 'This request was received before: sign each one with a nonce of its own.' },
  ACCOUNT_DISABLED: { status: 403, text: 'This account is disabled: ask an owner.' },
  LOGIN_LOCKED: { status: 429, text: 'Too many wrong passwords: wait before you try again.' },

  // What they may do
  CSRF_TOKEN_INVALID: {
    status: 403,
    text: 'The request does not prove that it comes from the console: send the token of the session as X-CSRF-Token.',
  },
  PERMISSION_DENIED: { status: 403, text: 'This account or key has not the permission to do this.' },
  APP_OUT_OF_SCOPE: { status: 403, text: 'This API key is for another call app.' },
  PASSWORD_CHANGE_REQUIRED: { status: 403, text: 'Choose a password of your own first.' },
  NOT_ON_YOURSELF: { status: 409, text: 'Nobody does this to their own account: ask another owner.' },
  LAST_OWNER: { status: 409, text: 'One owner has to remain: make somebody else an owner first.' },

  // What they send
  BODY_MALFORMED: { status: 400, text: 'The body is not valid JSON.' },
  BODY_TOO_LARGE: { status: 413, text: 'The body is too large.' },
  MEDIA_TYPE_UNSUPPORTED: { status: 415, text: 'Send JSON with the content type application/json.' },
  CURSOR_INVALID: { status: 400, text: 'The cursor is not one of this list: begin without.' },
  RANGE_INVALID: { status: 400, text: 'This range of days cannot be asked for.' },
  ROUTE_NOT_FOUND: { status: 404, text: 'There is no such address: see /api/v1/openapi.json.' },
  METHOD_NOT_ALLOWED: { status: 405, text: 'This address does not know the method.' },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    text: 'This Idempotency-Key came with another request before: each request has one of its own.',
  },
  IDEMPOTENCY_IN_PROGRESS: { status: 409, text: 'The first request with this Idempotency-Key is still being done.' },

  // What is there
  APP_KEY_NOT_FOUND: { status: 404, text: 'This call app has no such key.' },
  APP_KEY_IN_USE: { status: 409, text: 'This is the key that the call app signs with now: rotate keys first.' },
  ACCOUNT_NOT_FOUND: { status: 404, text: 'There is no such account.' },
  ACCOUNT_EXISTS: { status: 409, text: 'There is an account of this name already.' },
  API_KEY_NOT_FOUND: { status: 404, text: 'There is no such API key.' },
  CALL_NOT_FOUND: { status: 404, text: 'There is no such call, or it is kept no longer.' },
  DELIVERY_NOT_FOUND: { status: 404, text: 'There is no such delivery of a webhook, or it is kept no longer.' },
  SESSION_UNKNOWN: { status: 404, text: 'There is no such session.' },
} as const satisfies Record<string, ApiErrorDefinition>

export type ApiOnlyErrorCode = keyof typeof apiErrors
/** Every code that an answer of the API may carry. */
export type ApiErrorCode = ApiOnlyErrorCode | ErrorCode

const statusOfKind: Readonly<Record<ErrorKind, number>> = {
  parameter: 400,
  authentication: 403,
  state: 409,
  missing: 404,
  limit: 429,
  timeout: 504,
  server: 500,
  media: 409,
}

/** Where the kind says too little. */
const statusOfCode: Partial<Record<ErrorCode, number>> = {
  APP_NOT_FOUND: 404,
  SERVER_FULL: 503,
  SERVER_SHUTTING_DOWN: 503,
  MEDIA_UNAVAILABLE: 503,
  FEATURE_UNAVAILABLE: 501,
}

export interface ApiErrorOptions {
  /** The parameter at fault as a path: `settings.rooms.callbackUrl`. */
  readonly field?: string
  readonly data?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

/** An error that the API answers. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ApiErrorCode
  readonly status: number
  readonly field: string | undefined
  readonly data: Readonly<Record<string, unknown>> | undefined

  constructor(code: ApiErrorCode, message: string = textOf(code), options: ApiErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.status = statusOf(code)
    this.field = options.field
    this.data = options.data
  }
}

/** HTTP status of a code. */
export function statusOf(code: ApiErrorCode): number {
  if (isApiOnly(code)) return apiErrors[code].status
  return statusOfCode[code] ?? statusOfKind[new MrtcError(code).kind]
}

/** What a person reads. */
export function textOf(code: ApiErrorCode): string {
  return isApiOnly(code) ? apiErrors[code].text : new MrtcError(code).message
}

function isApiOnly(code: ApiErrorCode): code is ApiOnlyErrorCode {
  return Object.hasOwn(apiErrors, code)
}
