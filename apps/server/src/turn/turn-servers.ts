import { createHmac } from 'node:crypto'
import type { IceServer } from '@mrtc/protocol'
import type { TurnConfig } from './config.ts'

const msPerSecond = 1_000

export interface TurnServers {
  readonly ttlMs: number
  /** With credentials for this user. @param now milliseconds since the epoch */
  forUser(uid: string, now?: number): IceServer[]
}

/**
 * Credentials as coturn checks them with `use-auth-secret` (draft-uberti-behave-turn-rest): the user name says until when
 * they hold, in seconds since the epoch, and the password is its HMAC-SHA1. Nothing has to be stored or told to the server.
 */
export function turnServers({ urls, secret, ttlMs }: TurnConfig): TurnServers {
  return {
    ttlMs,
    forUser(uid, now = Date.now()) {
      if (secret === undefined || urls.length === 0) return []
      const username = `${Math.floor((now + ttlMs) / msPerSecond)}:${uid}`
      const credential = createHmac('sha1', secret).update(username).digest('base64')
      return [{ urls: [...urls], username, credential }]
    },
  }
}
