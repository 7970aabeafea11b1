import { randomUUID } from 'node:crypto'
import type { Role } from '@mrtc/protocol/api'
import { and, asc, count, eq, gt } from 'drizzle-orm'
import type { Database } from './database.ts'
import { accounts } from './schema.ts'

/** Somebody who administers. */
export interface Account {
  readonly accountId: string
  /** In lower case; unique. */
  readonly name: string
  readonly displayName: string
  readonly role: Role
  readonly mustChangePassword: boolean
  readonly enabled: boolean
  readonly createdAt: Date
  readonly lastLoginAt: Date | undefined
}

export interface NewAccount extends Pick<Account, 'name' | 'displayName' | 'role' | 'mustChangePassword'> {
  readonly passwordHash: string
}

export type AccountChange = Partial<
  Pick<Account, 'displayName' | 'role' | 'mustChangePassword' | 'enabled'> & {
    readonly passwordHash: string
    readonly lastLoginAt: Date
  }
>

export interface Accounts {
  /** @returns undefined if there is one of this name */
  create(account: NewAccount): Promise<Account | undefined>
  find(accountId: string): Promise<Account | undefined>
  /** With the hash of the password. */
  findByName(name: string): Promise<(Account & { readonly passwordHash: string }) | undefined>
  passwordHashOf(accountId: string): Promise<string | undefined>
  /** In the order of their names. */
  list(page: { readonly after?: string | undefined; readonly limit: number }): Promise<Account[]>
  /**
   * One enabled owner remains.
   * @returns the account as it is now, or why nothing was changed
   */
  change(accountId: string, change: AccountChange): Promise<Account | 'missing' | 'lastOwner'>
  delete(accountId: string): Promise<'deleted' | 'missing' | 'lastOwner'>
  count(): Promise<number>
}

const columns = {
  accountId: accounts.accountId,
  name: accounts.name,
  displayName: accounts.displayName,
  role: accounts.role,
  mustChangePassword: accounts.mustChangePassword,
  enabled: accounts.enabled,
  createdAt: accounts.createdAt,
  lastLoginAt: accounts.lastLoginAt,
}

export function sqlAccounts(db: Database): Accounts {
  return {
    async create(account) {
      const row = { ...account, accountId: randomUUID() }
      const [created] = await db.insert(accounts).values(row).onConflictDoNothing().returning(columns)
      return created && accountOf(created)
    },

    async find(accountId) {
      const [row] = await db.select(columns).from(accounts).where(eq(accounts.accountId, accountId))
      return row && accountOf(row)
    },

    async findByName(name) {
      const [row] = await db.select().from(accounts).where(eq(accounts.name, name))
      return row && { ...accountOf(row), passwordHash: row.passwordHash }
    },

    async passwordHashOf(accountId) {
      const [row] = await db
        .select({ hash: accounts.passwordHash })
        .from(accounts)
        .where(eq(accounts.accountId, accountId))
      return row?.hash
    },

    async list({ after, limit }) {
      const rows = await db
        .select(columns)
        .from(accounts)
        .where(after === undefined ? undefined : gt(accounts.name, after))
        .orderBy(asc(accounts.name))
        .limit(limit)
      return rows.map(accountOf)
    },

    change: (accountId, change) =>
      db.transaction(async (transaction) => {
        const endsOwner = change.enabled === false || (change.role !== undefined && change.role !== 'owner')
        if (endsOwner && (await isLastOwner(transaction, accountId))) return 'lastOwner'
        const where = eq(accounts.accountId, accountId)
        if (Object.keys(change).length > 0) await transaction.update(accounts).set(change).where(where)
        const [row] = await transaction.select(columns).from(accounts).where(where)
        return row ? accountOf(row) : 'missing'
      }),

    delete: (accountId) =>
      db.transaction(async (transaction) => {
        if (await isLastOwner(transaction, accountId)) return 'lastOwner'
        const deleted = await transaction
          .delete(accounts)
          .where(eq(accounts.accountId, accountId))
          .returning({ accountId: accounts.accountId })
        return deleted.length > 0 ? 'deleted' : 'missing'
      }),

    async count() {
      const [row] = await db.select({ count: count() }).from(accounts)
      return row?.count ?? 0
    },
  }
}

/** Locks the owners, so that two of them cannot remove each other at once. */
async function isLastOwner(db: Pick<Database, 'select'>, accountId: string): Promise<boolean> {
  const owners = await db
    .select({ accountId: accounts.accountId })
    .from(accounts)
    .where(and(eq(accounts.role, 'owner'), eq(accounts.enabled, true)))
    .for('update')
  return owners.length === 1 && owners[0]?.accountId === accountId
}

type Row = Omit<typeof accounts.$inferSelect, 'passwordHash'>

function accountOf({
  accountId,
  name,
  displayName,
  role,
  mustChangePassword,
  enabled,
  createdAt,
  lastLoginAt,
}: Row): Account {
  return {
    accountId,
    name,
    displayName,
    role: role as Role,
    mustChangePassword,
    enabled,
    createdAt,
    lastLoginAt: lastLoginAt ?? undefined,
  }
}
