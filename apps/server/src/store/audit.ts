import { and, desc, eq, gte, lt } from 'drizzle-orm'
import type { Database } from './database.ts'
import { auditEntries } from './schema.ts'

/** Who changed what, from where. */
export interface AuditEntry {
  /** Later ones are higher. */
  readonly entryId: number
  readonly at: Date
  readonly actorKind: 'account' | 'apiKey' | 'server'
  readonly actorId: string
  readonly actorName: string
  /** `apps.rename`. */
  readonly action: string
  /** What it was done to: an id. */
  readonly target: string
  readonly bizName: string | null
  /** Without secrets. */
  readonly before: unknown
  readonly after: unknown
  readonly address: string
  readonly requestId: string
  /** false: under way, or the server failed before it could say what came of it. Then `target` is what was asked for. */
  readonly isFinished: boolean
}

export type NewAuditEntry = Omit<AuditEntry, 'entryId' | 'at' | 'isFinished'>

export interface AuditQuery {
  /** Older than this entry. */
  readonly beforeEntryId?: number | undefined
  readonly limit: number
  readonly bizName?: string | undefined
  readonly actorId?: string | undefined
  readonly action?: string | undefined
  readonly from?: Date | undefined
  readonly to?: Date | undefined
}

export interface AuditLog {
  write(entry: NewAuditEntry): Promise<void>
  /** Before anything is changed, so that no change is without an entry. @returns its id */
  begin(entry: NewAuditEntry): Promise<number>
  /** Puts what was changed in the place of the entry that was begun: none of it, when nothing was. */
  finish(entryId: number, changes: readonly NewAuditEntry[]): Promise<void>
  /** The latest first. */
  list(query: AuditQuery): Promise<AuditEntry[]>
}

export function sqlAuditLog(db: Database): AuditLog {
  return {
    async write(entry) {
      await db.insert(auditEntries).values(entry)
    },

    async begin(entry) {
      const [begun] = await db
        .insert(auditEntries)
        .values({ ...entry, isFinished: false })
        .returning({ entryId: auditEntries.entryId })
      if (!begun) throw new Error('the entry was not written')
      return begun.entryId
    },

    finish: (entryId, [first, ...others]) =>
      db.transaction(async (transaction) => {
        const begun = eq(auditEntries.entryId, entryId)
        if (first)
          await transaction
            .update(auditEntries)
            .set({ ...first, isFinished: true })
            .where(begun)
        else await transaction.delete(auditEntries).where(begun)
        if (others.length > 0) await transaction.insert(auditEntries).values(others)
      }),

    async list({ beforeEntryId, limit, bizName, actorId, action, from, to }) {
      const rows = await db
        .select()
        .from(auditEntries)
        .where(
          and(
            beforeEntryId === undefined ? undefined : lt(auditEntries.entryId, beforeEntryId),
            bizName === undefined ? undefined : eq(auditEntries.bizName, bizName),
            actorId === undefined ? undefined : eq(auditEntries.actorId, actorId),
            action === undefined ? undefined : eq(auditEntries.action, action),
            from === undefined ? undefined : gte(auditEntries.at, from),
            to === undefined ? undefined : lt(auditEntries.at, to),
          ),
        )
        .orderBy(desc(auditEntries.entryId))
        .limit(limit)
      return rows.map((row) => ({ ...row, actorKind: row.actorKind as AuditEntry['actorKind'] }))
    },
  }
}
