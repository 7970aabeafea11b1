/** Finds out who asks: the session cookie of the console, or a request that is signed with an API key. */
import { ApiError } from '@mrtc/protocol/api'
import { isSameSignature, requestSignature, signingHeaders, signingWindowMs } from '@mrtc/protocol/api/signing'
import { csrfTokenOf, type Logins } from '../accounts/index.ts'
import type { ApiKeys } from '../store/index.ts'
import { readCookie, sessionCookie } from './cookies.ts'
import type { Principal } from './principal.ts'

const nonceForm = /^[\x21-\x7e]{16,128}$/
const timestampForm = /^\d{1,15}$/
/** A key that is used all the time is not written each time. */
const usedStepMs = 60_000

export interface ReceivedRequest {
  readonly method: string
  /** Path with query, as it was received. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly rawBody: Buffer | undefined
}

export interface Authentication {
  readonly logins: Logins
  readonly apiKeys: ApiKeys
}

/** @throws ApiError for credentials that do not hold; nobody comes without any */
export async function authenticate(request: ReceivedRequest, by: Authentication): Promise<Principal> {
  if (request.headers[signingHeaders.key] !== undefined) return apiKeyOf(request, by.apiKeys)
  const token = readCookie(request.headers.cookie, sessionCookie)
  if (token === undefined) return { kind: 'nobody' }
  const { account, session } = await by.logins.resume(token)
  return { kind: 'account', account, session, csrfToken: csrfTokenOf(token) }
}

async function apiKeyOf({ method, url, headers, rawBody }: ReceivedRequest, apiKeys: ApiKeys): Promise<Principal> {
  const keyId = one(headers, signingHeaders.key)
  const timestamp = one(headers, signingHeaders.timestamp)
  const nonce = one(headers, signingHeaders.nonce)
  const signature = one(headers, signingHeaders.signature)
  if (!timestampForm.test(timestamp)) throw malformed(signingHeaders.timestamp, 'milliseconds since 1970')
  if (!nonceForm.test(nonce)) throw malformed(signingHeaders.nonce, '16 to 128 visible ASCII characters')
  const key = await apiKeys.find(keyId)
  const secret = await apiKeys.secretOf(keyId)
  if (!key || secret === undefined) throw new ApiError('API_KEY_UNKNOWN')

  const expected = requestSignature({ method, path: url, body: rawBody }, { timestamp, nonce }, secret)
  if (!isSameSignature(signature, expected)) throw new ApiError('REQUEST_SIGNATURE_INVALID')
  // What follows is told only to who has the secret.
  const now = Date.now()
  if (!key.enabled) throw new ApiError('API_KEY_DISABLED')
  if (key.expiresAt && key.expiresAt.getTime() <= now) throw new ApiError('API_KEY_EXPIRED')
  const sentAt = Number(timestamp)
  if (Math.abs(now - sentAt) > signingWindowMs) {
    throw new ApiError('REQUEST_EXPIRED', undefined, { data: { serverTime: now } })
  }
  // Past that time the timestamp alone refuses it.
  const isNew = await apiKeys.takeNonce(keyId, nonce, new Date(sentAt + 2 * signingWindowMs))
  if (!isNew) throw new ApiError('REQUEST_REPLAYED')
  if (!key.lastUsedAt || now - key.lastUsedAt.getTime() > usedStepMs) await apiKeys.used(keyId, new Date(now))
  return { kind: 'apiKey', key }
}

function one(headers: ReceivedRequest['headers'], name: string): string {
  const value = headers[name]
  if (typeof value === 'string') return value
  throw new ApiError('CREDENTIALS_MISSING', `The header ${name} is missing: a signed request has all four.`, {
    field: name,
  })
}

function malformed(name: string, allowed: string): ApiError {
  return new ApiError('REQUEST_SIGNATURE_INVALID', `The header ${name} is not ${allowed}.`, { field: name })
}
