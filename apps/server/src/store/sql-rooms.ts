import { inArray, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { rooms } from './schema.ts'
import type { StoredRooms } from './stored-rooms.ts'

/** Rooms in a PostgreSQL table. */
export function sqlRooms(db: Database): StoredRooms {
  return {
    load: () => db.select({ roomId: rooms.roomId, record: rooms.record }).from(rooms),

    write: ({ saved, removed }) =>
      db.transaction(async (transaction) => {
        if (removed.length > 0) await transaction.delete(rooms).where(inArray(rooms.roomId, [...removed]))
        if (saved.length === 0) return
        await transaction
          .insert(rooms)
          .values([...saved])
          .onConflictDoUpdate({
            target: rooms.roomId,
            set: { record: sql`excluded.record`, savedAt: sql`excluded.saved_at` },
          })
      }),
  }
}
