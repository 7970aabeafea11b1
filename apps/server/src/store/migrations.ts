/** Brings tables up to date, all the way or part of it. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = join(import.meta.dirname, 'migrations')
const journalFile = join('meta', '_journal.json')

interface Journal {
  readonly entries: readonly { readonly tag: string }[]
}

/** Applies the migrations of a folder that the database has not had yet. */
export type Migrate = (options: { readonly migrationsFolder: string }) => Promise<void>

/** @param last the tag of the migration to stop at; without it none is left out */
export async function migrateTo(migrate: Migrate, last?: string): Promise<void> {
  if (last === undefined) return migrate({ migrationsFolder: folder })
  const journal = await readJournal()
  const index = journal.entries.findIndex(({ tag }) => tag === last)
  if (index < 0) throw new Error(`there is no migration ${last}`)
  const part = await mkdtemp(join(tmpdir(), 'mrtc-migrations-'))
  try {
    await cp(folder, part, { recursive: true })
    const upToIt = { ...journal, entries: journal.entries.slice(0, index + 1) }
    await writeFile(join(part, journalFile), JSON.stringify(upToIt))
    await migrate({ migrationsFolder: part })
  } finally {
    await rm(part, { recursive: true })
  }
}

/** Tags of all migrations, the first one first. */
export async function migrationTags(): Promise<string[]> {
  return (await readJournal()).entries.map(({ tag }) => tag)
}

async function readJournal(): Promise<Journal> {
  return JSON.parse(await readFile(join(folder, journalFile), 'utf8')) as Journal
}
