import { and, asc, desc, eq, inArray, isNull, lt, lte, min, notInArray, or, sql } from 'drizzle-orm'
import type { AppIdentity } from '../signaling/contract.ts'
import type { Delivery, DeliveryAttempt, DeliveryState } from '../webhooks/delivery.ts'
import { bodyOf, type WebhookMessage, type WebhookTopic } from '../webhooks/message.ts'
import type { KnownRoom } from '../webhooks/room-ledger.ts'
import type { Database } from './database.ts'
import { webhookDeliveries, webhookRooms } from './schema.ts'

/** Of each delivery. */
const attemptsKept = 20

export interface DeliveryQuery {
  /** Older than this one. */
  readonly beforeSeq?: number | undefined
  readonly limit: number
  readonly bizName?: string | undefined
  readonly state?: DeliveryState | undefined
  readonly roomId?: string | undefined
}

/** Messages to business servers, in the order in which they happened, and what became of them. */
export interface WebhookDeliveries {
  /** All of it or nothing; messages that are there already stay as they are. */
  record(changes: {
    readonly messages: readonly { readonly message: WebhookMessage; readonly retryUntil: Date }[]
    readonly rooms: readonly KnownRoom[]
    readonly roomsGone: readonly string[]
  }): Promise<void>
  knownRooms(): Promise<KnownRoom[]>
  /**
   * Takes deliveries that are due for this server: of each room the earliest alone, so that none overtakes another.
   * @param busyApps of which none is wanted now
   */
  claim(query: {
    readonly now: Date
    readonly until: Date
    readonly limit: number
    readonly busyApps: readonly string[]
  }): Promise<Delivery[]>
  /** Lets go of what was claimed before this server was started. */
  releaseClaims(): Promise<void>
  settle(
    deliveryId: string,
    attempt: DeliveryAttempt,
    next: { readonly state: DeliveryState; readonly nextAttemptAt: Date },
  ): Promise<void>
  /** When the next one is due that nobody is at and that is the first of its room; undefined when none is left. */
  nextDueAt(now: Date): Promise<Date | undefined>
  find(deliveryId: string): Promise<Delivery | undefined>
  /** The latest first. */
  list(query: DeliveryQuery): Promise<Delivery[]>
  /** Sends them again from now on. @returns how many there were */
  replay(query: {
    readonly deliveryIds: readonly string[]
    readonly now: Date
    readonly retryUntil: Date
  }): Promise<number>
  /** Forgets what is settled and happened before. */
  removeBefore(time: Date): Promise<void>
}

export function sqlWebhookDeliveries(db: Database): WebhookDeliveries {
  return {
    record: ({ messages, rooms, roomsGone }) =>
      db.transaction(async (transaction) => {
        if (messages.length > 0) {
          await transaction
            .insert(webhookDeliveries)
            .values(
              messages.map(({ message, retryUntil }) => ({
                deliveryId: message.deliveryId,
                bizName: message.app.bizName,
                topic: message.topic,
                roomId: message.roomId,
                eventCode: message.eventCode,
                body: bodyOf(message),
                state: 'pending',
                happenedAt: new Date(message.at),
                nextAttemptAt: new Date(message.at),
                retryUntil,
              })),
            )
            .onConflictDoNothing()
        }
        if (roomsGone.length > 0) {
          await transaction.delete(webhookRooms).where(inArray(webhookRooms.roomId, [...roomsGone]))
        }
        if (rooms.length > 0) {
          await transaction
            .insert(webhookRooms)
            .values(rooms.map((room) => ({ ...room })))
            .onConflictDoUpdate({ target: webhookRooms.roomId, set: { uids: sql`excluded.uids` } })
        }
      }),

    async knownRooms() {
      const rows = await db.select().from(webhookRooms)
      return rows.map((row) => ({ ...row, app: row.app as AppIdentity, uids: row.uids as string[] }))
    },

    claim: ({ now, until, limit, busyApps }) =>
      db.transaction(async (transaction) => {
        const due = await transaction
          .select({ deliveryId: webhookDeliveries.deliveryId })
          .from(webhookDeliveries)
          .where(
            and(
              isNext(now),
              lte(webhookDeliveries.nextAttemptAt, now),
              busyApps.length === 0 ? undefined : notInArray(webhookDeliveries.bizName, [...busyApps]),
            ),
          )
          .orderBy(asc(webhookDeliveries.seq))
          .limit(limit)
          .for('update', { skipLocked: true })
        if (due.length === 0) return []
        const rows = await transaction
          .update(webhookDeliveries)
          .set({ claimedUntil: until })
          .where(
            inArray(
              webhookDeliveries.deliveryId,
              due.map(({ deliveryId }) => deliveryId),
            ),
          )
          .returning()
        return rows.map(deliveryOf).sort((a, b) => a.seq - b.seq)
      }),

    async releaseClaims() {
      await db.update(webhookDeliveries).set({ claimedUntil: null }).where(eq(webhookDeliveries.state, 'pending'))
    },

    settle: (deliveryId, attempt, { state, nextAttemptAt }) =>
      db.transaction(async (transaction) => {
        const [row] = await transaction
          .select({ attempts: webhookDeliveries.attempts, attemptCount: webhookDeliveries.attemptCount })
          .from(webhookDeliveries)
          .where(eq(webhookDeliveries.deliveryId, deliveryId))
        if (!row) return
        const attempts = [...(row.attempts as DeliveryAttempt[]), attempt].slice(-attemptsKept)
        await transaction
          .update(webhookDeliveries)
          .set({
            state,
            attempts,
            attemptCount: row.attemptCount + 1,
            nextAttemptAt,
            claimedUntil: null,
            deliveredAt: state === 'delivered' ? new Date(attempt.at) : null,
          })
          .where(eq(webhookDeliveries.deliveryId, deliveryId))
      }),

    async nextDueAt(now) {
      const [row] = await db
        .select({ at: min(webhookDeliveries.nextAttemptAt) })
        .from(webhookDeliveries)
        .where(isNext(now))
      return row?.at ?? undefined
    },

    async find(deliveryId) {
      const [row] = await db.select().from(webhookDeliveries).where(eq(webhookDeliveries.deliveryId, deliveryId))
      return row && deliveryOf(row)
    },

    async list({ beforeSeq, limit, bizName, state, roomId }) {
      const rows = await db
        .select()
        .from(webhookDeliveries)
        .where(
          and(
            beforeSeq === undefined ? undefined : lt(webhookDeliveries.seq, beforeSeq),
            bizName === undefined ? undefined : eq(webhookDeliveries.bizName, bizName),
            state === undefined ? undefined : eq(webhookDeliveries.state, state),
            roomId === undefined ? undefined : eq(webhookDeliveries.roomId, roomId),
          ),
        )
        .orderBy(desc(webhookDeliveries.seq))
        .limit(limit)
      return rows.map(deliveryOf)
    },

    async replay({ deliveryIds, now, retryUntil }) {
      const again = await db
        .update(webhookDeliveries)
        .set({ state: 'pending', nextAttemptAt: now, retryUntil, claimedUntil: null, deliveredAt: null })
        .where(inArray(webhookDeliveries.deliveryId, [...deliveryIds]))
        .returning({ deliveryId: webhookDeliveries.deliveryId })
      return again.length
    },

    async removeBefore(time) {
      await db
        .delete(webhookDeliveries)
        .where(and(lt(webhookDeliveries.happenedAt, time), inArray(webhookDeliveries.state, ['delivered', 'dead'])))
    },
  }
}

/** To be sent, by nobody at work, and the first of its room. */
function isNext(now: Date) {
  const { roomId, topic, seq, state, claimedUntil } = webhookDeliveries
  return and(
    eq(state, 'pending'),
    or(isNull(claimedUntil), lt(claimedUntil, now)),
    sql`not exists (select 1 from ${webhookDeliveries} as earlier where earlier.room_id = ${roomId}
      and earlier.topic = ${topic} and earlier.state = 'pending' and earlier.seq < ${seq})`,
  )
}

function deliveryOf({ claimedUntil: _, ...row }: typeof webhookDeliveries.$inferSelect): Delivery {
  return {
    ...row,
    topic: row.topic as WebhookTopic,
    state: row.state as DeliveryState,
    attempts: row.attempts as DeliveryAttempt[],
  }
}
