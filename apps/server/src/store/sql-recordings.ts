import { and, desc, eq, gte, inArray, lt, or } from 'drizzle-orm'
import type { Database } from './database.ts'
import type { RecordingQuery, Recordings, StoredRecording } from './recordings.ts'
import { recordings } from './schema.ts'

/** Recordings in a PostgreSQL table. */
export function sqlRecordings(db: Database): Recordings {
  return {
    async save(recording) {
      const { recordId: _, ...changed } = recording
      await db.insert(recordings).values(recording).onConflictDoUpdate({ target: recordings.recordId, set: changed })
    },

    async get(recordId): Promise<StoredRecording | undefined> {
      const [found] = await db.select().from(recordings).where(eq(recordings.recordId, recordId))
      return found
    },

    list: (query): Promise<StoredRecording[]> =>
      db
        .select()
        .from(recordings)
        .where(conditionOf(query))
        .orderBy(desc(recordings.startedAt), desc(recordings.recordId))
        .limit(query.limit),

    async delete(recordId) {
      await db.delete(recordings).where(eq(recordings.recordId, recordId))
    },
  }
}

function conditionOf(query: RecordingQuery) {
  const { bizName, roomId, recordId, states, startedFrom, startedBefore, after } = query
  return and(
    bizName === undefined ? undefined : eq(recordings.bizName, bizName),
    roomId === undefined ? undefined : eq(recordings.roomId, roomId),
    recordId === undefined ? undefined : eq(recordings.recordId, recordId),
    states === undefined ? undefined : inArray(recordings.state, [...states]),
    startedFrom === undefined ? undefined : gte(recordings.startedAt, startedFrom),
    startedBefore === undefined ? undefined : lt(recordings.startedAt, startedBefore),
    after === undefined
      ? undefined
      : or(
          lt(recordings.startedAt, after.startedAt),
          and(eq(recordings.startedAt, after.startedAt), lt(recordings.recordId, after.recordId)),
        ),
  )
}
