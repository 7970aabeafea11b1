import { eq, inArray, lt, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { loginFailures } from './schema.ts'

/** How often a login of an account, or from an address, has failed in a row. */
export interface LoginFailures {
  /** The latest time that one of these is locked until. */
  lockedUntil(subjects: readonly string[]): Promise<Date | undefined>
  /** Counts one more. @param lockMs how long so many in a row lock it */
  add(subject: string, at: Date, lockMs: (failures: number) => number): Promise<void>
  clear(subject: string): Promise<void>
  sweep(before: Date): Promise<void>
}

export function sqlLoginFailures(db: Database): LoginFailures {
  return {
    async lockedUntil(subjects) {
      const rows = await db
        .select({ lockedUntil: loginFailures.lockedUntil })
        .from(loginFailures)
        .where(inArray(loginFailures.subject, [...subjects]))
      const times = rows.flatMap(({ lockedUntil }) => (lockedUntil ? [lockedUntil.getTime()] : []))
      return times.length === 0 ? undefined : new Date(Math.max(...times))
    },

    add: (subject, at, lockMs) =>
      db.transaction(async (transaction) => {
        const [row] = await transaction
          .insert(loginFailures)
          .values({ subject, failures: 1, lastFailedAt: at })
          .onConflictDoUpdate({
            target: loginFailures.subject,
            set: { failures: sql`${loginFailures.failures} + 1`, lastFailedAt: at },
          })
          .returning({ failures: loginFailures.failures })
        const lockedForMs = lockMs(row?.failures ?? 1)
        if (lockedForMs === 0) return
        await transaction
          .update(loginFailures)
          .set({ lockedUntil: new Date(at.getTime() + lockedForMs) })
          .where(eq(loginFailures.subject, subject))
      }),

    async clear(subject) {
      await db.delete(loginFailures).where(eq(loginFailures.subject, subject))
    },

    async sweep(before) {
      await db.delete(loginFailures).where(lt(loginFailures.lastFailedAt, before))
    },
  }
}
