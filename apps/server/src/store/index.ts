/**
 * What the server keeps: call apps and open rooms in PostgreSQL (PGlite, in the process), and the secrets that it made for itself. One
 * server a data folder; repositories are interfaces, their tests run on disk and in memory.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { Config } from '../config/index.ts'
import { StartupError } from '../startup-error.ts'
import type { CallApps } from './call-apps.ts'
import { Cipher, cipherKeyBytes } from './cipher.ts'
import { type OpenDatabase, openDatabase } from './database.ts'
import { type Lock, lockFolder } from './lock.ts'
import { type Secrets, secretsInFolder, secretsInMemory } from './secrets.ts'
import { sqlCallApps } from './sql-call-apps.ts'
import { sqlRooms } from './sql-rooms.ts'
import type { StoredRooms } from './stored-rooms.ts'

export { AppSignatures } from './app-signatures.ts'
export { type CallApp, CallAppExistsError, type CallApps, type NewCallApp } from './call-apps.ts'
export { demoApp, ensureDemoApp } from './demo-app.ts'
export type { Secrets } from './secrets.ts'
export type { StoredRooms } from './stored-rooms.ts'

const cipherKeyName = 'store.key'
const databaseFolder = 'db'
const ownerOnlyFolder = 0o700

export interface Store extends Secrets {
  readonly callApps: CallApps
  readonly rooms: StoredRooms
  /** Rejects when the database does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** @throws StartupError when the folder cannot be used or another server uses it */
export async function openStore({ dir, ephemeral }: Config['data']): Promise<Store> {
  if (ephemeral) return assemble(secretsInMemory(), undefined, async () => {})
  const lock = await takeFolder(dir)
  try {
    return await assemble(secretsInFolder(dir), join(dir, databaseFolder), () => lock.release())
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function takeFolder(dir: string): Promise<Lock> {
  try {
    await mkdir(dir, { recursive: true, mode: ownerOnlyFolder })
    return await lockFolder(dir)
  } catch (error) {
    if (error instanceof StartupError) throw error
    const reason = (error as Error).message
    throw new StartupError([`The data folder ${dir} cannot be used (${reason}): set data.dir (MRTC_DATA_DIR).`], error)
  }
}

async function assemble(
  secrets: Secrets,
  databaseDir: string | undefined,
  release: () => Promise<void>,
): Promise<Store> {
  const cipher = new Cipher(await cipherKey(secrets))
  const { db, close } = await openTables(databaseDir)
  let closing: Promise<void> | undefined
  return {
    callApps: sqlCallApps(db, cipher),
    rooms: sqlRooms(db),
    secret: (name, sizeBytes) => secrets.secret(name, sizeBytes),
    ping: async () => {
      await db.execute(sql`select 1`)
    },
    close: () => {
      closing ??= close().finally(release)
      return closing
    },
  }
}

async function cipherKey(secrets: Secrets): Promise<Buffer> {
  const key = Buffer.from(await secrets.secret(cipherKeyName, cipherKeyBytes), 'base64url')
  if (key.length === cipherKeyBytes) return key
  throw new StartupError([`${cipherKeyName} in the data folder is damaged: put back the one from your backup.`])
}

async function openTables(dir: string | undefined): Promise<OpenDatabase> {
  try {
    return await openDatabase(dir)
  } catch (error) {
    const reason = (error as Error).message
    throw new StartupError(
      [
        `The database ${dir ?? 'in memory'} cannot be opened (${reason}): put back your backup of the data folder, or move it away to begin anew.`,
      ],
      error,
    )
  }
}
