import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle, type PgliteDatabase } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'

/** PostgreSQL as the repositories see it. */
export type Database = PgliteDatabase<Record<string, never>>

export interface OpenDatabase {
  readonly db: Database
  close(): Promise<void>
}

/**
 * Opens PostgreSQL in this process and brings its tables up to date.
 * @param dir where its files are; without it everything is in memory
 */
export async function openDatabase(dir?: string): Promise<OpenDatabase> {
  const engine = await PGlite.create(dir === undefined ? {} : { dataDir: dir })
  try {
    const db = drizzle({ client: engine })
    await migrate(db, { migrationsFolder: join(import.meta.dirname, 'migrations') })
    return { db, close: () => engine.close() }
  } catch (error) {
    await engine.close()
    throw error
  }
}
