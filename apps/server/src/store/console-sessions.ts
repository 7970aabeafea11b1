import { randomUUID } from 'node:crypto'
import { and, desc, eq, gt, lt, ne, or } from 'drizzle-orm'
import type { Database } from './database.ts'
import { consoleSessions } from './schema.ts'

/** An account that is logged in somewhere. */
export interface ConsoleSession {
  readonly sessionId: string
  readonly accountId: string
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly expiresAt: Date
  readonly address: string
  readonly userAgent: string
}

export interface NewConsoleSession extends Pick<ConsoleSession, 'accountId' | 'expiresAt' | 'address' | 'userAgent'> {
  readonly tokenHash: string
}

export interface ConsoleSessions {
  create(session: NewConsoleSession): Promise<ConsoleSession>
  findByToken(tokenHash: string): Promise<ConsoleSession | undefined>
  /** Those that are not over, the latest seen first. */
  list(accountId: string, seenAfter: Date): Promise<ConsoleSession[]>
  seen(sessionId: string, at: Date): Promise<void>
  /** @returns false if the account has no such session */
  end(accountId: string, sessionId: string): Promise<boolean>
  /** Of an account, but this one. */
  endAll(accountId: string, exceptSessionId?: string): Promise<void>
  sweep(expiredBefore: Date, unseenSince: Date): Promise<void>
}

const columns = {
  sessionId: consoleSessions.sessionId,
  accountId: consoleSessions.accountId,
  createdAt: consoleSessions.createdAt,
  lastSeenAt: consoleSessions.lastSeenAt,
  expiresAt: consoleSessions.expiresAt,
  address: consoleSessions.address,
  userAgent: consoleSessions.userAgent,
}

export function sqlConsoleSessions(db: Database): ConsoleSessions {
  return {
    async create(session) {
      const row = { ...session, sessionId: randomUUID() }
      const [created] = await db.insert(consoleSessions).values(row).returning(columns)
      if (!created) throw new Error('the database did not return the session that was made')
      return created
    },

    async findByToken(tokenHash) {
      const [row] = await db.select(columns).from(consoleSessions).where(eq(consoleSessions.tokenHash, tokenHash))
      return row
    },

    list: (accountId, seenAfter) =>
      db
        .select(columns)
        .from(consoleSessions)
        .where(
          and(
            eq(consoleSessions.accountId, accountId),
            gt(consoleSessions.expiresAt, new Date()),
            gt(consoleSessions.lastSeenAt, seenAfter),
          ),
        )
        .orderBy(desc(consoleSessions.lastSeenAt)),

    async seen(sessionId, at) {
      await db.update(consoleSessions).set({ lastSeenAt: at }).where(eq(consoleSessions.sessionId, sessionId))
    },

    async end(accountId, sessionId) {
      const ended = await db
        .delete(consoleSessions)
        .where(and(eq(consoleSessions.accountId, accountId), eq(consoleSessions.sessionId, sessionId)))
        .returning({ sessionId: consoleSessions.sessionId })
      return ended.length > 0
    },

    async endAll(accountId, exceptSessionId) {
      const others = exceptSessionId === undefined ? undefined : ne(consoleSessions.sessionId, exceptSessionId)
      await db.delete(consoleSessions).where(and(eq(consoleSessions.accountId, accountId), others))
    },

    async sweep(expiredBefore, unseenSince) {
      await db
        .delete(consoleSessions)
        .where(or(lt(consoleSessions.expiresAt, expiredBefore), lt(consoleSessions.lastSeenAt, unseenSince)))
    },
  }
}
