import { eq, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { files } from './schema.ts'
import type { StoredFiles } from './stored-files.ts'

/** Files in a PostgreSQL table. */
export function sqlFiles(db: Database): StoredFiles {
  return {
    load: () => db.select({ fileId: files.fileId, record: files.record }).from(files),

    async save(fileId, record) {
      await db
        .insert(files)
        .values({ fileId, record })
        .onConflictDoUpdate({
          target: files.fileId,
          set: { record: sql`excluded.record`, savedAt: sql`excluded.saved_at` },
        })
    },

    async remove(fileId) {
      await db.delete(files).where(eq(files.fileId, fileId))
    },
  }
}
