/**
 * What an application's own server signs for mrtc, with nothing but Node: signatures that let its users in, and requests
 * to the HTTP API. Copy this file. Keys and secrets stay on servers.
 */
import { createHash, createHmac, createPrivateKey, privateEncrypt, randomBytes } from 'node:crypto'

export interface User {
  readonly bizName: string
  readonly appId: string
  readonly workspaceId: string
  /** Letters, digits and underscore. */
  readonly uid: string
  /** Milliseconds since 1970, 13 digits: until when the signature holds. */
  readonly expireTime: number
}

/**
 * The signature that a client of this user connects with.
 * @param privateKey of the call app as the console shows it: Base64 of PKCS#8 DER
 */
export function signUser({ bizName, appId, workspaceId, uid, expireTime }: User, privateKey: string): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' })
  // RSA with the private key, padded as PKCS#1 v1.5 has it for signatures (block type 1), without a hash.
  return privateEncrypt(key, `${bizName}${appId}${workspaceId}${uid}${expireTime}`).toString('base64')
}

export interface ApiRequest {
  readonly method: string
  /** With its query, as it is sent: `/api/v1/apps?limit=10`. */
  readonly path: string
  /** As it is sent; left out where there is none. */
  readonly body?: string
}

/** The headers that sign a request to the HTTP API. Make them anew for each request, also when one is repeated. */
export function signRequest(
  { method, path, body = '' }: ApiRequest,
  { keyId, secret }: { readonly keyId: string; readonly secret: string },
): Record<string, string> {
  const timestamp = String(Date.now())
  const nonce = randomBytes(16).toString('hex')
  const bodyHash = createHash('sha256').update(body).digest('hex')
  const text = ['MRTC1-HMAC-SHA256', timestamp, nonce, method.toUpperCase(), path, bodyHash].join('\n')
  return {
    'X-Mrtc-Key': keyId,
    'X-Mrtc-Timestamp': timestamp,
    'X-Mrtc-Nonce': nonce,
    'X-Mrtc-Signature': createHmac('sha256', secret).update(text).digest('hex'),
  }
}
