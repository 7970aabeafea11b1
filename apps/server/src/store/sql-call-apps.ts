import { randomBytes } from 'node:crypto'
import { generateKeyPair } from '@mrtc/protocol/signature'
import { and, asc, eq, gt, ilike, inArray, isNull, or, sql } from 'drizzle-orm'
import { appSettingsSchema } from '../apps/settings.ts'
import { type CallApp, CallAppExistsError, type CallAppKey, type CallApps } from './call-apps.ts'
import type { Changes } from './changes.ts'
import type { Cipher } from './cipher.ts'
import type { Database } from './database.ts'
import { callAppKeys, callApps } from './schema.ts'

const keyIdBytes = 8

type AppRow = typeof callApps.$inferSelect
type KeyRow = Omit<typeof callAppKeys.$inferSelect, 'privateKeySealed'>

const keyColumns = {
  keyId: callAppKeys.keyId,
  bizName: callAppKeys.bizName,
  publicKey: callAppKeys.publicKey,
  createdAt: callAppKeys.createdAt,
  validUntil: callAppKeys.validUntil,
}

/** Call apps in PostgreSQL tables; private keys are sealed with `cipher`, settings get their defaults when they are read. */
export function sqlCallApps(db: Database, cipher: Cipher, changes: Changes): CallApps {
  async function newKey(bizName: string) {
    const { publicKey, privateKey } = await generateKeyPair()
    const keyId = `key_${randomBytes(keyIdBytes).toString('hex')}`
    return { keyId, bizName, publicKey, privateKeySealed: cipher.seal(privateKey, bizName) }
  }

  async function withKeys(rows: readonly AppRow[]): Promise<CallApp[]> {
    if (rows.length === 0) return []
    const names = rows.map(({ bizName }) => bizName)
    const keys = await db
      .select(keyColumns)
      .from(callAppKeys)
      .where(
        and(
          inArray(callAppKeys.bizName, names),
          or(isNull(callAppKeys.validUntil), gt(callAppKeys.validUntil, new Date())),
        ),
      )
      .orderBy(sql`${callAppKeys.validUntil} desc nulls first`)
    const keysOf = Map.groupBy(keys, ({ bizName }) => bizName)
    return rows.map((row) => appOf(row, keysOf.get(row.bizName) ?? []))
  }

  const find = async (bizName: string): Promise<CallApp | undefined> =>
    (await withKeys(await db.select().from(callApps).where(eq(callApps.bizName, bizName))))[0]

  return {
    async create(app) {
      const key = await newKey(app.bizName)
      const isNew = await db.transaction(async (transaction) => {
        const created = await transaction
          .insert(callApps)
          .values({ ...app })
          .onConflictDoNothing()
          .returning({ bizName: callApps.bizName })
        if (created.length > 0) await transaction.insert(callAppKeys).values(key)
        return created.length > 0
      })
      const created = isNew ? await find(app.bizName) : undefined
      if (!created) throw new CallAppExistsError(app.bizName)
      await changes.tell('app', app.bizName)
      return created
    },

    find,

    async list({ after, limit, search, bizName }) {
      const pattern = search === undefined ? undefined : `%${search.replace(/[\\%_]/g, '\\$&')}%`
      const rows = await db
        .select()
        .from(callApps)
        .where(
          and(
            after === undefined ? undefined : gt(callApps.bizName, after),
            bizName === undefined ? undefined : eq(callApps.bizName, bizName),
            pattern === undefined ? undefined : or(ilike(callApps.name, pattern), ilike(callApps.bizName, pattern)),
          ),
        )
        .orderBy(asc(callApps.bizName))
        .limit(limit)
      return withKeys(rows)
    },

    async change(bizName, { name, enabled, settings }) {
      const set = {
        ...(name === undefined ? {} : { name }),
        ...(enabled === undefined ? {} : { enabled }),
        ...(settings === undefined ? {} : { settings }),
      }
      if (Object.keys(set).length > 0) {
        await db.update(callApps).set(set).where(eq(callApps.bizName, bizName))
        await changes.tell('app', bizName)
      }
      return find(bizName)
    },

    async setEnabled(bizName, enabled) {
      return (await this.change(bizName, { enabled })) !== undefined
    },

    async privateKeyOf(bizName, keyId) {
      const which = keyId === undefined ? isNull(callAppKeys.validUntil) : eq(callAppKeys.keyId, keyId)
      const [row] = await db
        .select({ sealed: callAppKeys.privateKeySealed })
        .from(callAppKeys)
        .where(and(eq(callAppKeys.bizName, bizName), which))
      return row && cipher.open(row.sealed, bizName)
    },

    async rotateKey(bizName, previousValidUntil) {
      const key = await newKey(bizName)
      const isThere = await db.transaction(async (transaction) => {
        // Locks the app, so that two rotations at once leave one current key.
        const [app] = await transaction.select().from(callApps).where(eq(callApps.bizName, bizName)).for('update')
        if (!app) return false
        await transaction
          .update(callAppKeys)
          .set({ validUntil: previousValidUntil })
          .where(and(eq(callAppKeys.bizName, bizName), isNull(callAppKeys.validUntil)))
        await transaction.insert(callAppKeys).values(key)
        return true
      })
      if (!isThere) return undefined
      await changes.tell('app', bizName)
      return find(bizName)
    },

    async revokeKey(bizName, keyId) {
      const [key] = await db
        .select(keyColumns)
        .from(callAppKeys)
        .where(and(eq(callAppKeys.bizName, bizName), eq(callAppKeys.keyId, keyId)))
      if (!key) return 'missing'
      if (key.validUntil === null) return 'current'
      await db.delete(callAppKeys).where(eq(callAppKeys.keyId, keyId))
      await changes.tell('app', bizName)
      return 'revoked'
    },

    onChanged: (listener) => changes.listen('app', listener),
  }
}

function appOf({ settings, ...row }: AppRow, keys: readonly KeyRow[]): CallApp {
  return { ...row, settings: appSettingsSchema.parse(settings), keys: keys.map(keyOf) }
}

function keyOf({ keyId, publicKey, createdAt, validUntil }: KeyRow): CallAppKey {
  return { keyId, publicKey, createdAt, validUntil: validUntil ?? undefined }
}
