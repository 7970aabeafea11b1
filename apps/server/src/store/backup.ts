/**
 * Backups that every engine reads: JSON lines, a header and then the rows of each table as PostgreSQL writes them. Made of
 * one snapshot. Secrets are in it as they are in the database, sealed; the key that opens them is not.
 */
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { is, type SQL, sql } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import * as z from 'zod'
import type { Database, OpenDatabase } from './database.ts'
import { migrationTags } from './migrations.ts'
import * as schema from './schema.ts'

const format = 'mrtc-backup'
const rowsAtOnce = 500

/** What is over soon, and what must not come back: logins of before. */
const notKept: ReadonlySet<PgTable> = new Set<PgTable>([
  schema.apiNonces,
  schema.idempotentAnswers,
  schema.consoleSessions,
  schema.loginFailures,
])

const headerSchema = z.object({
  format: z.literal(format),
  version: z.literal(1),
  /** Tag of the last one that the database had. */
  migration: z.string(),
  /** RFC 3339. */
  madeAt: z.string(),
})
const rowSchema = z.object({ table: z.string(), row: z.record(z.string(), z.unknown()) })
const endSchema = z.object({ end: z.literal(true), rows: z.number().int() })

/** A backup that cannot be used, for a reason that a person understands. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
}

/** @returns how many rows were written */
export async function writeBackup(db: Database, to: Writable): Promise<number> {
  const migration = (await migrationTags()).at(-1) ?? ''
  await writeLine(to, { format, version: 1, migration, madeAt: new Date().toISOString() })
  let rows = 0
  await db.transaction(
    async (transaction) => {
      for (const table of tablesInOrder()) {
        const name = sql.identifier(getTableConfig(table).name)
        await transaction.execute(
          sql`declare backup no scroll cursor for select row_to_json(t)::text as row from ${name} t`,
        )
        for (;;) {
          const fetched = rowsOf(await transaction.execute(sql.raw(`fetch ${rowsAtOnce} from backup`)))
          for (const { row } of fetched) {
            await writeLine(to, { table: getTableConfig(table).name, row: JSON.parse(String(row)) as unknown })
          }
          rows += fetched.length
          if (fetched.length < rowsAtOnce) break
        }
        await transaction.execute(sql`close backup`)
      }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
  // Without it the rest was lost.
  await writeLine(to, { end: true, rows })
  return rows
}

/**
 * Fills an empty database: makes the tables as they were when the backup was made, puts the rows in, and brings them up
 * to date. All rows or none.
 * @returns how many rows were restored
 * @throws BackupError
 */
export async function restoreBackup({ db, migrate }: OpenDatabase, from: Readable): Promise<number> {
  const lines = createInterface({ input: from, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]()
  const header = headerSchema.safeParse(parseLine(await nextLine(lines)))
  if (!header.success) throw new BackupError('This is not a backup of mrtc.')
  const { migration } = header.data
  if (!(await migrationTags()).includes(migration)) {
    throw new BackupError(`The backup was made by a newer version (${migration}): restore it with that one.`)
  }
  await assertNoTables(db)
  await migrate(migration)
  const restored = await db.transaction(async (transaction) => {
    let rows = 0
    for (;;) {
      const line = parseLine(await nextLine(lines))
      const end = endSchema.safeParse(line)
      if (end.success && end.data.rows === rows) return rows
      const parsed = rowSchema.safeParse(line)
      if (!parsed.success) throw new BackupError('The backup is cut short or damaged.')
      await transaction.execute(insertOf(parsed.data.table, parsed.data.row))
      rows += 1
    }
  })
  await migrate()
  await continueNumbers(db)
  return restored
}

/** Types of columns are those of the table, whatever JSON made of them. */
function insertOf(table: string, row: Readonly<Record<string, unknown>>): SQL {
  const columns = sql.join(
    Object.keys(row).map((column) => sql.identifier(column)),
    sql.raw(', '),
  )
  const name = sql.identifier(table)
  return sql`insert into ${name} (${columns}) overriding system value select ${columns} from json_populate_record(null::${name}, ${JSON.stringify(row)}::json)`
}

async function assertNoTables(db: Database): Promise<void> {
  const found = rowsOf(
    await db.execute(sql`select tablename from pg_tables where schemaname = 'public' and tablename = 'call_apps'`),
  )
  if (found.length > 0) {
    throw new BackupError('There is data already: restore into an empty data folder or database.')
  }
}

/** Numbers that the database gives go on after those that were restored; of a column without a sequence nothing happens. */
async function continueNumbers(db: Database): Promise<void> {
  for (const table of tablesInOrder()) {
    const { name, columns } = getTableConfig(table)
    for (const column of columns) {
      if (!/serial|int/.test(column.getSQLType())) continue
      const highest = sql`(select max(${sql.identifier(column.name)}) from ${sql.identifier(name)})`
      await db.execute(
        sql`select setval(pg_get_serial_sequence(${name}, ${column.name}), coalesce(${highest}, 1), ${highest} is not null)`,
      )
    }
  }
}

/** Those that others refer to come first. */
function tablesInOrder(): PgTable[] {
  const kept = Object.values<unknown>(schema).filter(
    (value): value is PgTable => is(value, PgTable) && !notKept.has(value),
  )
  const ordered = new Set<PgTable>()
  const add = (table: PgTable) => {
    if (ordered.has(table)) return
    for (const key of getTableConfig(table).foreignKeys) {
      const { foreignTable } = key.reference()
      if (foreignTable !== table && kept.includes(foreignTable)) add(foreignTable)
    }
    ordered.add(table)
  }
  for (const table of kept) add(table)
  return [...ordered]
}

async function writeLine(to: Writable, value: unknown): Promise<void> {
  if (!to.write(`${JSON.stringify(value)}\n`)) await once(to, 'drain')
}

async function nextLine(lines: AsyncIterator<string>): Promise<string> {
  const { done, value } = await lines.next()
  if (done) throw new BackupError('The backup is cut short.')
  return value
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new BackupError('The backup is cut short or damaged.', { cause })
  }
}

/** Both drivers answer so. */
function rowsOf(result: unknown): Readonly<Record<string, unknown>>[] {
  return (result as { readonly rows: Record<string, unknown>[] }).rows
}
