import { ApiError } from '@mrtc/api-client'
import { MrtcError } from '@mrtc/protocol/errors'
import { describe, expect, it } from 'vitest'
import { isLoggedOut, problemIn, retryAfterSeconds } from './problem.ts'

describe('problems of the API', () => {
  it('keep what the server said', () => {
    const body = { code: 'LOGIN_LOCKED', detail: 'Wait.', data: { retryAfterMs: 4_200 } }
    const problem = problemIn(new ApiError(429, body))
    expect(problem).toMatchObject({ status: 429, code: 'LOGIN_LOCKED', detail: 'Wait.' })
    expect(retryAfterSeconds(problem)).toBe(5)
  })

  it('take the failure of a proxy for a server that does not answer', () => {
    expect(problemIn(new ApiError(502, '<html>Bad Gateway</html>')).code).toBe('UNREACHABLE')
    expect(problemIn(new MrtcError('CONNECTION_FAILED')).code).toBe('UNREACHABLE')
  })

  it('know when somebody has to log in', () => {
    expect(isLoggedOut(new ApiError(401, { code: 'SESSION_EXPIRED', detail: '' }))).toBe(true)
    expect(isLoggedOut(new ApiError(401, { code: 'CREDENTIALS_INVALID', detail: '' }))).toBe(false)
  })

  it('have words for what is no answer at all', () => {
    expect(problemIn(new TypeError('boom'))).toMatchObject({ code: 'UNEXPECTED', detail: 'boom' })
  })
})
