/** People who administer. */
import { ApiError, allPermissions, allRoles, type Permission, permissions, type Role, roles } from '@mrtc/protocol/api'
import * as z from 'zod'
import { hashPassword, type Logins } from '../../accounts/index.ts'
import type { Account, Accounts, ConsoleSessions } from '../../store/index.ts'
import { page, pageOf, pageQuery } from '../pages.ts'
import { may, type Principal } from '../principal.ts'
import { type Route, route } from '../route.ts'
import { displayName, id, instant, iso, isoOrNull } from './common.ts'
import { newPasswordSchema } from './session.ts'

const tag = 'accounts'

const accountSchema = z
  .object({
    accountId: z.string(),
    name: z.string().describe('To log in with.'),
    displayName: z.string(),
    role: z.enum(allRoles),
    enabled: z.boolean(),
    mustChangePassword: z.boolean(),
    createdAt: instant,
    lastLoginAt: instant.nullable(),
  })
  .meta({ id: 'Account' })

const accountName = z
  .string()
  .min(2)
  .max(64)
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9_.@-]*$/, 'takes letters, digits, _ . @ and -')
  .transform((name) => name.toLowerCase())

const params = z.object({ accountId: id })
const server = { of: 'server' } as const

export interface AccountServices {
  readonly accounts: Accounts
  readonly consoleSessions: ConsoleSessions
  readonly logins: Logins
}

export function accountRoutes({ accounts, consoleSessions, logins }: AccountServices): Route[] {
  async function existing(accountId: string): Promise<Account> {
    const account = await accounts.find(accountId)
    if (account) return account
    throw new ApiError('ACCOUNT_NOT_FOUND')
  }

  return [
    route({
      operationId: 'listRoles',
      method: 'GET',
      path: '/roles',
      tag,
      summary: 'Roles and what they may do',
      access: { by: 'permission', permission: 'accounts.read', scope: server },
      answer: {
        status: 200,
        json: z.object({
          roles: z.array(
            z.object({ role: z.enum(allRoles), text: z.string(), permissions: z.array(z.enum(allPermissions)) }),
          ),
          permissions: z.array(z.object({ permission: z.enum(allPermissions), text: z.string() })),
        }),
      },
      handle: () => ({
        roles: allRoles.map((role) => ({ role, text: roles[role].text, permissions: [...roles[role].permissions] })),
        permissions: allPermissions.map((permission) => ({ permission, text: permissions[permission] })),
      }),
    }),

    route({
      operationId: 'listAccounts',
      method: 'GET',
      path: '/accounts',
      tag,
      summary: 'List accounts',
      access: { by: 'permission', permission: 'accounts.read', scope: server },
      query: pageQuery,
      answer: { status: 200, json: pageOf(accountSchema) },
      errors: ['CURSOR_INVALID'],
      handle: async ({ query }) => {
        const found = await page(
          query,
          (after, limit) => accounts.list({ after, limit }),
          ({ name }) => name,
        )
        return { ...found, items: found.items.map(accountView) }
      },
    }),

    route({
      operationId: 'createAccount',
      method: 'POST',
      path: '/accounts',
      tag,
      summary: 'Make an account',
      description: 'Its owner chooses a password of their own at the first login.',
      access: { by: 'permission', permission: 'accounts.write', scope: server },
      body: z.strictObject({
        name: accountName,
        displayName: displayName.optional(),
        role: z.enum(allRoles),
        password: newPasswordSchema,
      }),
      answer: { status: 201, json: accountSchema },
      errors: ['ACCOUNT_EXISTS'],
      audit: 'accounts.create',
      handle: async ({ body, principal, changed }) => {
        assertMayGive(principal, body.role)
        const { name, role } = body
        const created = await accounts.create({
          name,
          role,
          displayName: body.displayName ?? name,
          passwordHash: await hashPassword(body.password),
          mustChangePassword: true,
        })
        if (!created) throw new ApiError('ACCOUNT_EXISTS', undefined, { field: 'name' })
        changed({ target: created.accountId, after: accountView(created) })
        return accountView(created)
      },
    }),

    route({
      operationId: 'getAccount',
      method: 'GET',
      path: '/accounts/{accountId}',
      tag,
      summary: 'One account',
      access: { by: 'permission', permission: 'accounts.read', scope: server },
      params,
      answer: { status: 200, json: accountSchema },
      errors: ['ACCOUNT_NOT_FOUND'],
      handle: async ({ params: { accountId } }) => accountView(await existing(accountId)),
    }),

    route({
      operationId: 'changeAccount',
      method: 'PATCH',
      path: '/accounts/{accountId}',
      tag,
      summary: 'Rename, enable, disable or give another role',
      description: 'Whoever is disabled or gets another role is logged out.',
      access: { by: 'permission', permission: 'accounts.write', scope: server },
      params,
      body: z.strictObject({
        displayName: displayName.optional(),
        role: z.enum(allRoles).optional(),
        enabled: z.boolean().optional(),
      }),
      answer: { status: 200, json: accountSchema },
      errors: ['ACCOUNT_NOT_FOUND', 'LAST_OWNER', 'NOT_ON_YOURSELF'],
      audit: 'accounts.change',
      handle: async ({ params: { accountId }, body, principal, changed }) => {
        const before = await existing(accountId)
        assertMayChange(principal, before)
        if (body.role !== undefined) assertMayGive(principal, body.role)
        if (isOneself(principal, accountId) && (body.enabled === false || differs(body.role, before.role))) {
          throw new ApiError('NOT_ON_YOURSELF')
        }
        const { displayName: newName, role, enabled } = body
        const after = await accounts.change(accountId, {
          ...(newName === undefined ? {} : { displayName: newName }),
          ...(role === undefined ? {} : { role }),
          ...(enabled === undefined ? {} : { enabled }),
        })
        if (after === 'missing') throw new ApiError('ACCOUNT_NOT_FOUND')
        if (after === 'lastOwner') throw new ApiError('LAST_OWNER')
        if (body.enabled === false || differs(body.role, before.role)) await consoleSessions.endAll(accountId)
        changed({ target: accountId, before: accountView(before), after: accountView(after) })
        return accountView(after)
      },
    }),

    route({
      operationId: 'deleteAccount',
      method: 'DELETE',
      path: '/accounts/{accountId}',
      tag,
      summary: 'Delete an account',
      access: { by: 'permission', permission: 'accounts.write', scope: server },
      params,
      answer: { status: 204 },
      errors: ['ACCOUNT_NOT_FOUND', 'LAST_OWNER', 'NOT_ON_YOURSELF'],
      audit: 'accounts.delete',
      handle: async ({ params: { accountId }, principal, changed }) => {
        const before = await existing(accountId)
        assertMayChange(principal, before)
        if (isOneself(principal, accountId)) throw new ApiError('NOT_ON_YOURSELF')
        if ((await accounts.delete(accountId)) === 'lastOwner') throw new ApiError('LAST_OWNER')
        changed({ target: accountId, before: accountView(before) })
        return undefined
      },
    }),

    route({
      operationId: 'resetPassword',
      method: 'PUT',
      path: '/accounts/{accountId}/password',
      tag,
      summary: "Set somebody's password",
      description: 'They are logged out, and choose a password of their own at the next login.',
      access: { by: 'permission', permission: 'accounts.write', scope: server },
      params,
      body: z.strictObject({ password: newPasswordSchema }),
      answer: { status: 204 },
      errors: ['ACCOUNT_NOT_FOUND', 'NOT_ON_YOURSELF'],
      audit: 'accounts.resetPassword',
      handle: async ({ params: { accountId }, body, principal, changed }) => {
        assertMayChange(principal, await existing(accountId))
        if (isOneself(principal, accountId)) throw new ApiError('NOT_ON_YOURSELF', 'Change your own password instead.')
        await logins.resetPassword(accountId, body.password)
        changed({ target: accountId })
        return undefined
      },
    }),
  ]
}

function accountView(account: Account) {
  return { ...account, createdAt: iso(account.createdAt), lastLoginAt: isoOrNull(account.lastLoginAt) }
}

/** Nobody gives more than they have. */
function assertMayGive(principal: Principal, role: Role): void {
  const missing = roles[role].permissions.find((permission) => !may(principal, permission))
  if (missing !== undefined) throw denied(missing)
}

/** Nobody takes over an account that may do more than their own. */
function assertMayChange(principal: Principal, { role }: Account): void {
  assertMayGive(principal, role)
}

function denied(permission: Permission): ApiError {
  return new ApiError('PERMISSION_DENIED', `This needs the permission ${permission}.`, { data: { permission } })
}

const isOneself = (principal: Principal, accountId: string) =>
  principal.kind === 'account' && principal.account.accountId === accountId

const differs = (wanted: Role | undefined, is: Role) => wanted !== undefined && wanted !== is
