import { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { Pool } from 'pg'
import type { Logger } from 'pino'
import { type Changes, changesInProcess } from './changes.ts'
import { migrateTo } from './migrations.ts'
import { changesOverPostgres } from './postgres-changes.ts'

const poolSize = 10
const connectTimeoutMs = 5_000
const statementTimeoutMs = 30_000
/** Any number of ours: whoever holds it brings the tables up to date, the others wait. */
const migrationLock = 7_168_220

/** PostgreSQL as the repositories see it, in the process or apart. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>

export interface OpenDatabase {
  readonly db: Database
  /** Brings the tables up to date, as far as this migration or all the way. */
  migrate(lastTag?: string): Promise<void>
  readonly changes: Changes
  close(): Promise<void>
}

/**
 * Opens PostgreSQL in this process; the tables are as they were.
 * @param dir where its files are; without it everything is in memory
 */
export async function openEmbedded(dir?: string): Promise<OpenDatabase> {
  const engine = await PGlite.create(dir === undefined ? {} : { dataDir: dir })
  try {
    const db = drizzle({ client: engine })
    return {
      db,
      changes: changesInProcess(),
      migrate: (lastTag) => migrateTo((options) => migrate(db, options), lastTag),
      close: () => engine.close(),
    }
  } catch (error) {
    await engine.close()
    throw error
  }
}

/** Connects to a PostgreSQL server; the tables are as they were. Several of our servers may share one. */
export async function connectPostgres(url: string, log: Logger): Promise<OpenDatabase> {
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    application_name: 'mrtc',
  })
  // A connection that breaks while nobody uses it: the pool makes another when one is needed.
  pool.on('error', (error) => log.warn({ err: error }, 'a database connection broke'))
  try {
    const db: Database = drizzlePostgres({ client: pool })
    const changes = await changesOverPostgres(url, log)
    return {
      db,
      changes,
      migrate: (lastTag) => migrateOnce(pool, lastTag),
      close: async () => {
        await changes.close()
        await pool.end()
      },
    }
  } catch (error) {
    await pool.end()
    throw error
  }
}

/** One server at a time. */
async function migrateOnce(pool: Pool, lastTag: string | undefined): Promise<void> {
  const client = await pool.connect()
  const db = drizzlePostgres({ client })
  try {
    await db.execute(sql`select pg_advisory_lock(${migrationLock})`)
    try {
      await migrateTo((options) => migratePostgres(db, options), lastTag)
    } finally {
      await db.execute(sql`select pg_advisory_unlock(${migrationLock})`)
    }
  } finally {
    client.release()
  }
}
