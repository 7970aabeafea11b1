import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openStore, type Store } from '../store/index.ts'
import { databaseOfTests } from '../store/testing/database-of-tests.ts'
import { hashPassword, isPassword, Logins } from './index.ts'

// Making a database takes a second, on a busy machine several.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const hour = 3_600_000
const password = 'a password of the tests'
const attempt = { name: 'Alice', password, address: '192.0.2.1', userAgent: 'tests' }
let store: Store
let accountId: string
beforeAll(async () => {
  store = await openStore({ dir: '/nowhere', ephemeral: true, ...(await databaseOfTests()) }, pino({ level: 'silent' }))
  const passwordHash = await hashPassword(password)
  const alice = { name: 'alice', displayName: 'Alice', role: 'admin', passwordHash, mustChangePassword: false } as const
  accountId = (await store.accounts.create(alice))?.accountId ?? ''
})
afterAll(() => store.close())

const loginsWith = (limits: { sessionIdleMs?: number; sessionMaxMs?: number }) =>
  new Logins(store, { sessionIdleMs: hour, sessionMaxMs: hour, ...limits })

describe('a session', () => {
  test('holds, and tells where the account is logged in', async () => {
    const logins = loginsWith({})
    const { token, session } = await logins.login(attempt)
    expect(await logins.resume(token)).toMatchObject({ account: { accountId }, session: { userAgent: 'tests' } })
    expect((await logins.sessionsOf(accountId)).map(({ sessionId }) => sessionId)).toContain(session.sessionId)
    await expect(logins.resume('x')).rejects.toMatchObject({ code: 'SESSION_EXPIRED' })
  })

  test.each([
    ['that nobody has used for too long', { sessionIdleMs: 0 }],
    ['that is too old, used or not', { sessionMaxMs: 0 }],
  ])('%s is over', async (_, limits) => {
    const logins = loginsWith(limits)
    const { token } = await logins.login(attempt)
    await expect(logins.resume(token)).rejects.toMatchObject({ code: 'SESSION_EXPIRED' })
  })

  test('ends when the password is changed elsewhere, and the one it was changed in stays', async () => {
    const logins = loginsWith({})
    const [here, elsewhere] = [await logins.login(attempt), await logins.login(attempt)]
    await expect(logins.changePassword(here, 'guessed', 'another password')).rejects.toMatchObject({
      code: 'CREDENTIALS_INVALID',
    })
    await logins.changePassword(here, password, password)
    await logins.resume(here.token)
    await expect(logins.resume(elsewhere.token)).rejects.toMatchObject({ code: 'SESSION_EXPIRED' })
  })
})

test('a password is kept as a hash that tells its costs, another one each time', async () => {
  const [one, two] = [await hashPassword('pässword'), await hashPassword('pässword')]
  expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/)
  expect(one).not.toBe(two)
  expect(await isPassword('pa\u0308ssword', one)).toBe(true)
  expect(await isPassword('password', one)).toBe(false)
  expect(await isPassword('pässword', 'nonsense')).toBe(false)
})
