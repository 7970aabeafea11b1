/** Logging in to the console: passwords, sessions, lock-out. Knows no HTTP. */
import { createHash, randomBytes } from 'node:crypto'
import { ApiError } from '@mrtc/protocol/api'
import type { Account, ConsoleSession, Store } from '../store/index.ts'
import { hashOfNobody, hashPassword, isPassword } from './passwords.ts'

const tokenBytes = 32
/** Wrong passwords in a row that cost nothing: people mistype. */
const freeFailures = 5
/** One address may serve a whole office. */
const freeFailuresOfAddress = 30
const firstLockMs = 5_000
const longestLockMs = 15 * 60_000
/** When the time of the last use is not written again: it would be a write a request. */
const seenStepMs = 30_000

export interface LoginLimits {
  readonly sessionIdleMs: number
  readonly sessionMaxMs: number
}

export interface LoginAttempt {
  readonly name: string
  readonly password: string
  readonly address: string
  readonly userAgent: string
}

/** A session with the token that its cookie holds. */
export interface OpenedSession {
  readonly account: Account
  readonly session: ConsoleSession
  readonly token: string
}

export interface LoggedIn {
  readonly account: Account
  readonly session: ConsoleSession
}

type LoginStore = Pick<Store, 'accounts' | 'consoleSessions' | 'loginFailures'>

export class Logins {
  readonly #store: LoginStore
  readonly #limits: LoginLimits

  constructor(store: LoginStore, limits: LoginLimits) {
    this.#store = store
    this.#limits = limits
  }

  /** @throws ApiError CREDENTIALS_INVALID, ACCOUNT_DISABLED, LOGIN_LOCKED */
  async login({ name, password, address, userAgent }: LoginAttempt): Promise<OpenedSession> {
    const { accounts, consoleSessions, loginFailures } = this.#store
    const lowerName = name.toLowerCase()
    const subjects = [`account:${lowerName}`, `address:${address}`] as const
    const now = new Date()
    const lockedUntil = await loginFailures.lockedUntil(subjects)
    if (lockedUntil && lockedUntil > now) throw locked(lockedUntil, now)

    const account = await accounts.findByName(lowerName)
    const isRight = await isPassword(password, account?.passwordHash ?? (await hashOfNobody()))
    if (!account || !isRight) {
      const [ofAccount, ofAddress] = subjects
      await loginFailures.add(ofAccount, now, (failures) => lockMs(failures - freeFailures))
      await loginFailures.add(ofAddress, now, (failures) => lockMs(failures - freeFailuresOfAddress))
      throw new ApiError('CREDENTIALS_INVALID')
    }
    // Only who knows the password is told.
    if (!account.enabled) throw new ApiError('ACCOUNT_DISABLED')
    await loginFailures.clear(subjects[0])
    const token = randomBytes(tokenBytes).toString('base64url')
    const session = await consoleSessions.create({
      accountId: account.accountId,
      tokenHash: hashOf(token),
      expiresAt: new Date(now.getTime() + this.#limits.sessionMaxMs),
      address,
      userAgent,
    })
    const known = await accounts.change(account.accountId, { lastLoginAt: now })
    if (typeof known === 'string') throw new ApiError('CREDENTIALS_INVALID')
    return { account: known, session, token }
  }

  /** Who this token is of. @throws ApiError SESSION_EXPIRED, ACCOUNT_DISABLED */
  async resume(token: string): Promise<LoggedIn> {
    const { accounts, consoleSessions } = this.#store
    const session = await consoleSessions.findByToken(hashOf(token))
    const now = Date.now()
    if (!session || this.#isOver(session, now)) throw new ApiError('SESSION_EXPIRED')
    const account = await accounts.find(session.accountId)
    if (!account) throw new ApiError('SESSION_EXPIRED')
    if (!account.enabled) throw new ApiError('ACCOUNT_DISABLED')
    if (now - session.lastSeenAt.getTime() > seenStepMs) await consoleSessions.seen(session.sessionId, new Date(now))
    return { account, session }
  }

  /** Its sessions that are not over. */
  sessionsOf(accountId: string): Promise<ConsoleSession[]> {
    return this.#store.consoleSessions.list(accountId, new Date(Date.now() - this.#limits.sessionIdleMs))
  }

  /**
   * Everybody else who is logged in to the account is out.
   * @param current the session that stays
   * @throws ApiError CREDENTIALS_INVALID when the old one is wrong
   */
  async changePassword({ account, session }: LoggedIn, current: string, next: string): Promise<void> {
    const { accounts, consoleSessions, loginFailures } = this.#store
    const subject = `account:${account.name}`
    const now = new Date()
    const lockedUntil = await loginFailures.lockedUntil([subject])
    if (lockedUntil && lockedUntil > now) throw locked(lockedUntil, now)
    const hash = await accounts.passwordHashOf(account.accountId)
    if (hash === undefined || !(await isPassword(current, hash))) {
      await loginFailures.add(subject, now, (failures) => lockMs(failures - freeFailures))
      throw new ApiError('CREDENTIALS_INVALID', 'The current password is wrong.', { field: 'currentPassword' })
    }
    await accounts.change(account.accountId, { passwordHash: await hashPassword(next), mustChangePassword: false })
    await consoleSessions.endAll(account.accountId, session.sessionId)
  }

  /** For somebody who lost it: they choose another at their next login, and are out until then. */
  async resetPassword(accountId: string, password: string): Promise<Account> {
    const passwordHash = await hashPassword(password)
    const changed = await this.#store.accounts.change(accountId, { passwordHash, mustChangePassword: true })
    if (typeof changed === 'string') throw new ApiError('ACCOUNT_NOT_FOUND')
    await this.#store.consoleSessions.endAll(accountId)
    await this.#store.loginFailures.clear(`account:${changed.name}`)
    return changed
  }

  /** Removes what is over. */
  async sweep(): Promise<void> {
    const now = Date.now()
    const { sessionIdleMs } = this.#limits
    await this.#store.consoleSessions.sweep(new Date(now), new Date(now - sessionIdleMs))
    await this.#store.loginFailures.sweep(new Date(now - longestLockMs * 2))
  }

  #isOver({ expiresAt, lastSeenAt }: ConsoleSession, now: number): boolean {
    return expiresAt.getTime() <= now || lastSeenAt.getTime() + this.#limits.sessionIdleMs <= now
  }
}

/** The token that proves that a request comes from a page that was given it: bound to the session, of no use without. */
export function csrfTokenOf(sessionToken: string): string {
  return createHash('sha256').update(`csrf:${sessionToken}`).digest('base64url')
}

/** 5 s after the free ones, twice as long each time, a quarter of an hour at most. */
function lockMs(failuresBeyond: number): number {
  if (failuresBeyond < 0) return 0
  return Math.min(longestLockMs, firstLockMs * 2 ** Math.min(failuresBeyond, 30))
}

function locked(until: Date, now: Date): ApiError {
  const retryAfterMs = until.getTime() - now.getTime()
  return new ApiError('LOGIN_LOCKED', undefined, { data: { retryAfterMs } })
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
