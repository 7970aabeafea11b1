/** Names that nobody can guess. */
import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'

/** Short enough for a link and to be read out, long enough never to come twice. */
const roomIdBytes = 8
const roomTokenBytes = 16

export function newRoomId(): string {
  return randomBytes(roomIdBytes).toString('hex')
}

export function newRoomToken(): string {
  return randomBytes(roomTokenBytes).toString('base64url')
}

export function newId(): string {
  return randomUUID()
}

/** Takes the same time wherever the two differ, so that a token cannot be found out letter by letter. */
export function isSameToken(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected))
}

/** Of equal length whatever comes in, as the comparison needs. */
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
