import { and, eq, isNull, lt, or } from 'drizzle-orm'
import type { Cipher } from './cipher.ts'
import type { Database } from './database.ts'
import { idempotentAnswers } from './schema.ts'

export interface IdempotentRequest {
  /** Who asks. */
  readonly principal: string
  readonly idempotencyKey: string
  /** Of method, path and body. */
  readonly requestHash: string
}

export type Claim =
  /** It is the first: do it, then `answered` or `release`. */
  | { readonly state: 'first' }
  | { readonly state: 'inProgress' }
  /** The key came with another request. */
  | { readonly state: 'reused' }
  | { readonly state: 'answered'; readonly status: number; readonly body: string }

export interface IdempotentAnswers {
  claim(request: IdempotentRequest): Promise<Claim>
  answered(request: IdempotentRequest, answer: { readonly status: number; readonly body: string }): Promise<void>
  /** It was not done: it may be tried again. */
  release(request: IdempotentRequest): Promise<void>
  /** @param unfinishedBefore requests that a server was doing when it died */
  sweep(before: Date, unfinishedBefore: Date): Promise<void>
}

export function sqlIdempotentAnswers(db: Database, cipher: Cipher): IdempotentAnswers {
  const whereIs = ({ principal, idempotencyKey }: IdempotentRequest) =>
    and(eq(idempotentAnswers.principal, principal), eq(idempotentAnswers.idempotencyKey, idempotencyKey))
  const labelOf = ({ principal, idempotencyKey }: IdempotentRequest) => `${principal}/${idempotencyKey}`

  return {
    async claim(request) {
      const [claimed] = await db
        .insert(idempotentAnswers)
        .values(request)
        .onConflictDoNothing()
        .returning({ key: idempotentAnswers.idempotencyKey })
      if (claimed) return { state: 'first' }
      const [row] = await db.select().from(idempotentAnswers).where(whereIs(request))
      // Released meanwhile: as if this one had come a moment before that.
      if (!row) return { state: 'inProgress' }
      if (row.requestHash !== request.requestHash) return { state: 'reused' }
      if (row.status === null || row.bodySealed === null) return { state: 'inProgress' }
      return { state: 'answered', status: row.status, body: cipher.open(row.bodySealed, labelOf(request)) }
    },

    async answered(request, { status, body }) {
      const set = { status, bodySealed: cipher.seal(body, labelOf(request)) }
      await db.update(idempotentAnswers).set(set).where(whereIs(request))
    },

    async release(request) {
      await db.delete(idempotentAnswers).where(whereIs(request))
    },

    async sweep(before, unfinishedBefore) {
      const unfinished = and(isNull(idempotentAnswers.status), lt(idempotentAnswers.createdAt, unfinishedBefore))
      await db.delete(idempotentAnswers).where(or(lt(idempotentAnswers.createdAt, before), unfinished))
    },
  }
}
