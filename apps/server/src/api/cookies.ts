/** The session cookie of the console. */

export const sessionCookie = 'mrtc_session'
/** Nothing outside of the API needs it. */
const path = '/api'

export function readCookie(header: string | string[] | undefined, name: string): string | undefined {
  if (typeof header !== 'string') return undefined
  for (const pair of header.split(';')) {
    const [key, value] = pair.split('=', 2)
    if (key?.trim() === name && value !== undefined) return value.trim()
  }
  return undefined
}

interface CookieOptions {
  readonly maxAgeMs: number
  /** The request came over HTTPS. */
  readonly isSecure: boolean
}

/** Scripts cannot read it, other sites cannot send it. */
export function sessionCookieHeader(token: string, { maxAgeMs, isSecure }: CookieOptions): string {
  const parts = [`${sessionCookie}=${token}`, `Path=${path}`, 'HttpOnly', 'SameSite=Strict']
  return [...parts, `Max-Age=${Math.floor(maxAgeMs / 1_000)}`, ...(isSecure ? ['Secure'] : [])].join('; ')
}

export function endedCookieHeader(isSecure: boolean): string {
  return sessionCookieHeader('', { maxAgeMs: 0, isSecure })
}
