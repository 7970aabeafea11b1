import { randomBytes } from 'node:crypto'
import type { Permission } from '@mrtc/protocol/api'
import { and, asc, eq, gt, lt } from 'drizzle-orm'
import type { Cipher } from './cipher.ts'
import type { Database } from './database.ts'
import { apiKeys, apiNonces } from './schema.ts'

const keyIdBytes = 10
const secretBytes = 32

/** A key that a program signs its requests with. */
export interface ApiKey {
  readonly keyId: string
  readonly name: string
  /** The one call app that it is for; undefined: all. */
  readonly bizName: string | undefined
  readonly permissions: readonly Permission[]
  readonly enabled: boolean
  /** Account id. */
  readonly createdBy: string
  readonly createdAt: Date
  readonly expiresAt: Date | undefined
  readonly lastUsedAt: Date | undefined
}

export type NewApiKey = Pick<ApiKey, 'name' | 'bizName' | 'permissions' | 'createdBy' | 'expiresAt'>

export interface ApiKeys {
  /** The secret is told here and never again. */
  create(key: NewApiKey): Promise<{ readonly key: ApiKey; readonly secret: string }>
  find(keyId: string): Promise<ApiKey | undefined>
  /** To check a signature with. */
  secretOf(keyId: string): Promise<string | undefined>
  /** In the order of their ids. */
  list(page: {
    readonly after?: string | undefined
    readonly limit: number
    readonly bizName?: string | undefined
  }): Promise<ApiKey[]>
  change(
    keyId: string,
    change: { readonly name?: string | undefined; readonly enabled?: boolean | undefined },
  ): Promise<ApiKey | undefined>
  delete(keyId: string): Promise<boolean>
  used(keyId: string, at: Date): Promise<void>
  /** @returns false if this key has used the nonce before */
  takeNonce(keyId: string, nonce: string, expiresAt: Date): Promise<boolean>
  sweepNonces(before: Date): Promise<void>
}

export function sqlApiKeys(db: Database, cipher: Cipher): ApiKeys {
  return {
    async create({ name, bizName, permissions, createdBy, expiresAt }) {
      const keyId = `mk_${randomBytes(keyIdBytes).toString('hex')}`
      const secret = randomBytes(secretBytes).toString('base64url')
      const secretSealed = cipher.seal(secret, keyId)
      const [row] = await db
        .insert(apiKeys)
        .values({ keyId, name, bizName, permissions: [...permissions], createdBy, expiresAt, secretSealed })
        .returning()
      if (!row) throw new Error('the database did not return the key that was made')
      return { key: keyOf(row), secret }
    },

    async find(keyId) {
      const [row] = await db.select().from(apiKeys).where(eq(apiKeys.keyId, keyId))
      return row && keyOf(row)
    },

    async secretOf(keyId) {
      const [row] = await db.select({ sealed: apiKeys.secretSealed }).from(apiKeys).where(eq(apiKeys.keyId, keyId))
      return row && cipher.open(row.sealed, keyId)
    },

    async list({ after, limit, bizName }) {
      const rows = await db
        .select()
        .from(apiKeys)
        .where(
          and(
            after === undefined ? undefined : gt(apiKeys.keyId, after),
            bizName === undefined ? undefined : eq(apiKeys.bizName, bizName),
          ),
        )
        .orderBy(asc(apiKeys.keyId))
        .limit(limit)
      return rows.map(keyOf)
    },

    async change(keyId, { name, enabled }) {
      const set = { ...(name === undefined ? {} : { name }), ...(enabled === undefined ? {} : { enabled }) }
      if (Object.keys(set).length > 0) await db.update(apiKeys).set(set).where(eq(apiKeys.keyId, keyId))
      return this.find(keyId)
    },

    async delete(keyId) {
      const deleted = await db.delete(apiKeys).where(eq(apiKeys.keyId, keyId)).returning({ keyId: apiKeys.keyId })
      return deleted.length > 0
    },

    async used(keyId, at) {
      await db.update(apiKeys).set({ lastUsedAt: at }).where(eq(apiKeys.keyId, keyId))
    },

    async takeNonce(keyId, nonce, expiresAt) {
      const taken = await db
        .insert(apiNonces)
        .values({ keyId, nonce, expiresAt })
        .onConflictDoNothing()
        .returning({ nonce: apiNonces.nonce })
      return taken.length > 0
    },

    async sweepNonces(before) {
      await db.delete(apiNonces).where(lt(apiNonces.expiresAt, before))
    },
  }
}

function keyOf({
  secretSealed: _,
  bizName,
  permissions,
  expiresAt,
  lastUsedAt,
  ...row
}: typeof apiKeys.$inferSelect): ApiKey {
  return {
    ...row,
    bizName: bizName ?? undefined,
    permissions: permissions as Permission[],
    expiresAt: expiresAt ?? undefined,
    lastUsedAt: lastUsedAt ?? undefined,
  }
}
