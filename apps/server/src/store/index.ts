/**
 * What the server keeps, in PostgreSQL: in the process (PGlite) or, with `data.databaseUrl`, a server apart; and the
 * secrets that it made for itself, in files. One server a data folder; several may share a PostgreSQL. Repositories are
 * interfaces, their tests run on both engines.
 */
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { Logger } from 'pino'
import type { Config } from '../config/index.ts'
import { StartupError } from '../startup-error.ts'
import { type Accounts, sqlAccounts } from './accounts.ts'
import { type ApiKeys, sqlApiKeys } from './api-keys.ts'
import { type AuditLog, sqlAuditLog } from './audit.ts'
import type { CallApps } from './call-apps.ts'
import type { Changes } from './changes.ts'
import { Cipher, cipherKeyBytes } from './cipher.ts'
import { type ConsoleSessions, sqlConsoleSessions } from './console-sessions.ts'
import { connectPostgres, type Database, type OpenDatabase, openEmbedded } from './database.ts'
import { type IdempotentAnswers, sqlIdempotentAnswers } from './idempotent-answers.ts'
import { type Lock, lockFolder } from './lock.ts'
import { type LoginFailures, sqlLoginFailures } from './login-failures.ts'
import type { Recordings } from './recordings.ts'
import { type Secrets, secretsInFolder, secretsInMemory } from './secrets.ts'
import { sqlCallApps } from './sql-call-apps.ts'
import { sqlCalls } from './sql-calls.ts'
import { sqlFiles } from './sql-files.ts'
import { sqlRecordings } from './sql-recordings.ts'
import { sqlRooms } from './sql-rooms.ts'
import { sqlUsage } from './sql-usage.ts'
import type { StoredCalls } from './stored-calls.ts'
import type { StoredFiles } from './stored-files.ts'
import type { StoredRooms } from './stored-rooms.ts'
import type { StoredUsage } from './stored-usage.ts'
import { sqlWebhookDeliveries, type WebhookDeliveries } from './webhook-deliveries.ts'
import { sqlWebhookSecrets, type WebhookSecrets } from './webhook-secrets.ts'

export type { Account, Accounts } from './accounts.ts'
export type { ApiKey, ApiKeys } from './api-keys.ts'
export { AppSignatures, judgeSignature, type SignatureVerdict } from './app-signatures.ts'
export type { AuditEntry, AuditLog, NewAuditEntry } from './audit.ts'
export { BackupError, restoreBackup, writeBackup } from './backup.ts'
export {
  type CallApp,
  type CallAppChange,
  CallAppExistsError,
  type CallAppKey,
  type CallApps,
  type NewCallApp,
} from './call-apps.ts'
export type { ConsoleSession, ConsoleSessions } from './console-sessions.ts'
export type { Database } from './database.ts'
export { demoApp, ensureDemoApp } from './demo-app.ts'
export type { IdempotentAnswers, IdempotentRequest } from './idempotent-answers.ts'
export type { LoginFailures } from './login-failures.ts'
export type { RecordingQuery, Recordings, StoredRecording } from './recordings.ts'
export type { Secrets } from './secrets.ts'
export type { CallQuery, StoredCall, StoredCalls, StoredEvent, StoredPerson } from './stored-calls.ts'
export type { StoredFiles } from './stored-files.ts'
export type { StoredRooms } from './stored-rooms.ts'
export type { People, StoredDay, StoredUsage, UsageRange } from './stored-usage.ts'
export type { WebhookDeliveries } from './webhook-deliveries.ts'
export type { WebhookSecrets } from './webhook-secrets.ts'

/** The file in the data folder that opens what is sealed in the database. */
export const cipherKeyName = 'store.key'
const databaseFolder = 'db'
const ownerOnlyFolder = 0o700

export interface Store extends Secrets {
  readonly callApps: CallApps
  readonly rooms: StoredRooms
  readonly usage: StoredUsage
  readonly calls: StoredCalls
  readonly webhookDeliveries: WebhookDeliveries
  readonly webhookSecrets: WebhookSecrets
  readonly accounts: Accounts
  readonly consoleSessions: ConsoleSessions
  readonly loginFailures: LoginFailures
  readonly apiKeys: ApiKeys
  readonly audit: AuditLog
  readonly idempotentAnswers: IdempotentAnswers
  /** For parts that bring tables of their own to `schema.ts`. */
  readonly db: Database
  readonly changes: Changes
  /** Keeps texts secret in the database. */
  readonly cipher: Cipher
  readonly recordings: Recordings
  readonly files: StoredFiles
  /** Rejects when the database does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** @throws StartupError unless a server has run with these settings: a mistyped folder is not to be made */
export function assertDatabaseThere({ dir, databaseUrl }: Config['data']): void {
  if (databaseUrl !== undefined || existsSync(join(dir, databaseFolder))) return
  throw new StartupError([
    `There is no database in the data folder ${dir}: set data.dir (MRTC_DATA_DIR) to the server's.`,
  ])
}

/**
 * The database alone, with tables as they are, for backup and restore.
 * @throws StartupError as {@link openStore}
 */
export async function openBareDatabase({ dir, databaseUrl }: Config['data'], log: Logger): Promise<OpenDatabase> {
  // A PostgreSQL takes care of several programs at once by itself.
  if (databaseUrl !== undefined) return openTables(databaseUrl, undefined, log)
  const lock = await takeFolder(dir)
  try {
    const database = await openTables(undefined, join(dir, databaseFolder), log)
    return { ...database, close: () => database.close().finally(() => lock.release()) }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** @throws StartupError when the folder or the database cannot be used, or another server uses the folder */
export async function openStore({ dir, ephemeral, databaseUrl }: Config['data'], log: Logger): Promise<Store> {
  if (ephemeral)
    return assemble(
      secretsInMemory(),
      () => openTables(databaseUrl, undefined, log),
      async () => {},
    )
  const lock = await takeFolder(dir)
  try {
    const open = () => openTables(databaseUrl, join(dir, databaseFolder), log)
    return await assemble(secretsInFolder(dir), open, () => lock.release())
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
  open: () => Promise<OpenDatabase>,
  release: () => Promise<void>,
): Promise<Store> {
  const cipher = new Cipher(await cipherKey(secrets))
  const database = await open()
  try {
    await database.migrate()
  } catch (error) {
    await database.close()
    throw new StartupError(
      [`The tables of the database cannot be brought up to date: ${(error as Error).message}.`],
      error,
    )
  }
  const { db, changes, close } = database
  let closing: Promise<void> | undefined
  return {
    callApps: sqlCallApps(db, cipher, changes),
    rooms: sqlRooms(db),
    usage: sqlUsage(db),
    calls: sqlCalls(db),
    webhookDeliveries: sqlWebhookDeliveries(db),
    webhookSecrets: sqlWebhookSecrets(db, cipher),
    accounts: sqlAccounts(db),
    consoleSessions: sqlConsoleSessions(db),
    loginFailures: sqlLoginFailures(db),
    apiKeys: sqlApiKeys(db, cipher),
    audit: sqlAuditLog(db),
    idempotentAnswers: sqlIdempotentAnswers(db, cipher),
    db,
    changes,
    cipher,
    recordings: sqlRecordings(db),
    files: sqlFiles(db),
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

async function openTables(url: string | undefined, dir: string | undefined, log: Logger): Promise<OpenDatabase> {
  if (url !== undefined) return connectTables(url, log)
  try {
    return await openEmbedded(dir)
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

async function connectTables(url: string, log: Logger): Promise<OpenDatabase> {
  try {
    return await connectPostgres(url, log)
  } catch (error) {
    // Whose URL holds a password: the reason does not.
    const reason = (error as Error).message || (error as NodeJS.ErrnoException).code
    throw new StartupError(
      [`The PostgreSQL of data.databaseUrl (MRTC_DATA_DATABASE_URL) cannot be used: ${reason}.`],
      error,
    )
  }
}
