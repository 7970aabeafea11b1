/**
 * Dynamic key authentication of the HTTP API: each request is signed with the secret of an API key.
 *
 * The text that is signed is these lines, joined by a line feed, without one at the end:
 *
 *     MRTC1-HMAC-SHA256
 *     <X-Mrtc-Timestamp: milliseconds since 1970, decimal>
 *     <X-Mrtc-Nonce>
 *     <method in capitals>
 *     <path with its query, as it is sent: /api/v1/apps?limit=10>
 *     <SHA-256 of the body's bytes in lower-case hex; of nothing where there is no body>
 *
 * `X-Mrtc-Signature` is the HMAC-SHA256 of its UTF-8 bytes with the UTF-8 bytes of the secret, in lower-case hex. The
 * server accepts times within five minutes of its own, and each nonce of a key once.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

export const signingScheme = 'MRTC1-HMAC-SHA256'
/** How far the time of a request may be from the server's. */
export const signingWindowMs = 5 * 60 * 1_000

export const signingHeaders = {
  key: 'x-mrtc-key',
  timestamp: 'x-mrtc-timestamp',
  nonce: 'x-mrtc-nonce',
  signature: 'x-mrtc-signature',
} as const

const nonceBytes = 16

export interface SignedRequest {
  readonly method: string
  /** Path with query, as it is sent. */
  readonly path: string
  /** As it is sent. */
  readonly body?: string | Uint8Array | undefined
}

export interface SigningKey {
  readonly keyId: string
  readonly secret: string
}

/** The text that a signature is made of. */
export function stringToSign(request: SignedRequest, timestamp: string, nonce: string): string {
  const bodyHash = createHash('sha256')
    .update(request.body ?? '')
    .digest('hex')
  return [signingScheme, timestamp, nonce, request.method.toUpperCase(), request.path, bodyHash].join('\n')
}

export function requestSignature(request: SignedRequest, time: { timestamp: string; nonce: string }, secret: string) {
  return createHmac('sha256', secret)
    .update(stringToSign(request, time.timestamp, time.nonce))
    .digest('hex')
}

/**
 * The headers that sign a request.
 * @param nowMs milliseconds since 1970
 */
export function signRequest(
  request: SignedRequest,
  { keyId, secret }: SigningKey,
  nowMs: number = Date.now(),
): Record<string, string> {
  const timestamp = String(nowMs)
  const nonce = randomBytes(nonceBytes).toString('hex')
  return {
    [signingHeaders.key]: keyId,
    [signingHeaders.timestamp]: timestamp,
    [signingHeaders.nonce]: nonce,
    [signingHeaders.signature]: requestSignature(request, { timestamp, nonce }, secret),
  }
}

/** In constant time. */
export function isSameSignature(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}
