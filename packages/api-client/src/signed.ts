/** Credentials of programs: each request is signed with an API key. Needs Node's crypto. */
import { type SigningKey, signRequest } from '@mrtc/protocol/api/signing'
import type { Credentials } from './credentials.ts'

/** @param key as `POST /api/v1/api-keys` gave it */
export function keyCredentials(key: SigningKey): Credentials {
  return {
    authorise: async (request) => {
      const { pathname, search } = new URL(request.url)
      const body = new Uint8Array(await request.clone().arrayBuffer())
      const headers = signRequest({ method: request.method, path: `${pathname}${search}`, body }, key)
      for (const [name, value] of Object.entries(headers)) request.headers.set(name, value)
      return request
    },
  }
}
