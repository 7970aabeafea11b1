import { randomBytes, timingSafeEqual } from 'node:crypto'

const tokenBytes = 32

/**
 * The secret that lets a client have its session back. It changes at every resume; the one that was shown there holds
 * until the next, because the socket may die with the welcome in it.
 */
export class ResumeToken {
  #current = newToken()
  #previous: string | undefined

  get value(): string {
    return this.#current
  }

  matches(token: string): boolean {
    // Both are compared in any case, so that the time taken says nothing.
    const isCurrent = isEqual(token, this.#current)
    const isPrevious = isEqual(token, this.#previous ?? '')
    return isCurrent || isPrevious
  }

  /** @param shown the token that the client came with */
  rotate(shown: string): void {
    this.#previous = shown
    this.#current = newToken()
  }
}

const newToken = () => randomBytes(tokenBytes).toString('base64url')

function isEqual(given: string, expected: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(expected)
  return a.length === b.length && b.length > 0 && timingSafeEqual(a, b)
}
