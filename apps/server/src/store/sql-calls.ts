import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { CallChanges } from '../inspector/call-changes.ts'
import type { CallEventKind } from '../inspector/call-event.ts'
import { type MeasuredQuality, type QualityGrade, qualityGrades } from '../inspector/quality.ts'
import type { Database } from './database.ts'
import { callEvents, callPeople, callSamples, calls } from './schema.ts'
import type { CallQuery, StoredCall, StoredCalls } from './stored-calls.ts'

/** Rows that go into one statement: PostgreSQL takes 65,535 parameters. */
const rowsAtOnce = 1_000

/** Calls in PostgreSQL tables. */
export function sqlCalls(db: Database): StoredCalls {
  return {
    write: (changes) =>
      db.transaction(async (transaction) => {
        const kept = await writeCalls(transaction, changes)
        await writePeople(transaction, changes)
        const events = changes.events.map(({ at, uid, data, ...rest }) => ({
          ...rest,
          at: new Date(at),
          uid: uid ?? null,
          data: storable(data),
        }))
        for (const rows of chunks(events)) await transaction.insert(callEvents).values(rows)
        const samples = changes.samples.map(({ at, grade, ...rest }) => ({
          ...rest,
          at: new Date(at),
          grade: qualityGrades.indexOf(grade),
        }))
        for (const rows of chunks(samples)) await transaction.insert(callSamples).values(rows)
        return kept
      }),

    async list(query) {
      const rows = await select(db, conditionOf(db, query))
        .orderBy(desc(calls.startedAt), desc(calls.roomId))
        .limit(query.limit)
      return rows.map(callOf)
    },

    async find(roomId) {
      const [row] = await select(db, eq(calls.roomId, roomId))
      return row && callOf(row)
    },

    async people(roomId) {
      const rows = await db.select().from(callPeople).where(eq(callPeople.roomId, roomId)).orderBy(asc(callPeople.uid))
      return rows.map(({ roomId: _, worst, ...row }) => ({ ...row, worst: gradeAt(worst) }))
    },

    async events(roomId, { afterSeq, limit }) {
      const rows = await db
        .select()
        .from(callEvents)
        .where(and(eq(callEvents.roomId, roomId), gt(callEvents.seq, afterSeq)))
        .orderBy(asc(callEvents.seq))
        .limit(limit)
      return rows.map(({ at, uid, kind, data, ...row }) => ({
        ...row,
        at: at.getTime(),
        uid: uid ?? undefined,
        kind: kind as CallEventKind,
        data: data as Record<string, unknown>,
      }))
    },

    async samples(roomId, uid) {
      const rows = await db
        .select()
        .from(callSamples)
        .where(and(eq(callSamples.roomId, roomId), eq(callSamples.uid, uid)))
        .orderBy(asc(callSamples.at), asc(callSamples.seq))
      return rows.map(({ at, grade, measured }) => ({
        roomId,
        uid,
        at: at.getTime(),
        grade: gradeAt(grade) ?? 'good',
        measured: measured as MeasuredQuality,
      }))
    },

    async endLost(seenBefore) {
      await db
        .update(calls)
        .set({ endedAt: sql`${calls.seenAt}` })
        .where(and(isNull(calls.endedAt), lt(calls.seenAt, seenBefore)))
    },

    async removeBefore(time) {
      await db.delete(calls).where(and(isNotNull(calls.endedAt), lt(calls.endedAt, time)))
    },
  }
}

type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

async function writeCalls(transaction: Transaction, changes: CallChanges): Promise<Map<string, number>> {
  const kept = new Map<string, number>()
  const rows = changes.calls.map(({ app, creatorUid, startedAt, endedAt, seenAt, worst, ...counts }) => ({
    ...counts,
    bizName: app.bizName,
    appId: app.appId,
    workspaceId: app.workspaceId,
    creatorUid: creatorUid ?? null,
    startedAt: new Date(startedAt),
    endedAt: endedAt === undefined ? null : new Date(endedAt),
    seenAt: new Date(seenAt),
    worst: indexOf(worst),
  }))
  for (const some of chunks(rows)) {
    const written = await transaction
      .insert(calls)
      .values(some)
      .onConflictDoUpdate({
        target: calls.roomId,
        set: {
          creatorUid: sql`coalesce(${calls.creatorUid}, excluded.creator_uid)`,
          endedAt: sql`excluded.ended_at`,
          seenAt: sql`excluded.seen_at`,
          peakPeople: sql`greatest(${calls.peakPeople}, excluded.peak_people)`,
          feeds: sql`${calls.feeds} + excluded.feeds`,
          reconnects: sql`${calls.reconnects} + excluded.reconnects`,
          // Of nothing and something PostgreSQL takes something.
          worst: sql`greatest(${calls.worst}, excluded.worst)`,
          events: sql`${calls.events} + excluded.events`,
          eventsDropped: sql`${calls.eventsDropped} + excluded.events_dropped`,
        },
      })
      .returning({ roomId: calls.roomId, events: calls.events })
    for (const { roomId, events } of written) kept.set(roomId, events)
  }
  return kept
}

async function writePeople(transaction: Transaction, changes: CallChanges): Promise<void> {
  const rows = changes.people.map(({ roomId, uid, displayName, client, reconnects, worst }) => ({
    roomId,
    uid,
    displayName: storableText(displayName),
    platform: storableText(client?.platform),
    clientVersion: storableText(client?.version),
    reconnects,
    worst: indexOf(worst),
  }))
  for (const some of chunks(rows)) {
    await transaction
      .insert(callPeople)
      .values(some)
      .onConflictDoUpdate({
        target: [callPeople.roomId, callPeople.uid],
        set: {
          displayName: sql`coalesce(excluded.display_name, ${callPeople.displayName})`,
          platform: sql`coalesce(excluded.platform, ${callPeople.platform})`,
          clientVersion: sql`coalesce(excluded.client_version, ${callPeople.clientVersion})`,
          reconnects: sql`${callPeople.reconnects} + excluded.reconnects`,
          worst: sql`greatest(${callPeople.worst}, excluded.worst)`,
        },
      })
  }
}

function select(db: Database, condition: SQL | undefined) {
  return db
    .select({
      call: calls,
      people: sql<number>`(select count(*)::int from ${callPeople} as person where person.room_id = ${calls}.room_id)`,
    })
    .from(calls)
    .where(condition)
}

function conditionOf(db: Database, { before, bizName, uid, roomId, state, from, to }: CallQuery): SQL | undefined {
  return and(
    before &&
      or(
        lt(calls.startedAt, before.startedAt),
        and(eq(calls.startedAt, before.startedAt), lt(calls.roomId, before.roomId)),
      ),
    bizName === undefined ? undefined : eq(calls.bizName, bizName),
    roomId === undefined ? undefined : eq(calls.roomId, roomId),
    state === 'running' ? isNull(calls.endedAt) : undefined,
    state === 'ended' ? isNotNull(calls.endedAt) : undefined,
    from && or(isNull(calls.endedAt), gte(calls.endedAt, from)),
    to && lt(calls.startedAt, to),
    uid === undefined
      ? undefined
      : inArray(calls.roomId, db.select({ of: callPeople.roomId }).from(callPeople).where(eq(callPeople.uid, uid))),
  )
}

interface CallRow {
  readonly call: typeof calls.$inferSelect
  readonly people: number
}

function callOf({ call: { appId: _, workspaceId: __, worst, ...row }, people }: CallRow): StoredCall {
  return { ...row, worst: gradeAt(worst), people }
}

function gradeAt(index: number | null): QualityGrade | null {
  return index === null ? null : (qualityGrades[index] ?? null)
}

function indexOf(grade: QualityGrade | undefined): number | null {
  return grade === undefined ? null : qualityGrades.indexOf(grade)
}

function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let start = 0; start < rows.length; start += rowsAtOnce) yield rows.slice(start, start + rowsAtOnce)
}

function storableText(text: string | undefined): string | null {
  return text === undefined ? null : cleaned(text)
}

/** Names come from clients, and one that the database refuses must not keep all the others from being written. */
function storable(data: Readonly<Record<string, unknown>>): unknown {
  return JSON.parse(JSON.stringify(data), (_, value: unknown) => (typeof value === 'string' ? cleaned(value) : value))
}

/** PostgreSQL takes neither zero characters nor halves of surrogate pairs. */
function cleaned(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
