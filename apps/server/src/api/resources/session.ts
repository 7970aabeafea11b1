/** Logging in to the console, and what is one's own there. */
import { ApiError, allPermissions, allRoles, roles } from '@mrtc/protocol/api'
import * as z from 'zod'
import { csrfTokenOf, type Logins, passwordLengthMax, passwordLengthMin } from '../../accounts/index.ts'
import type { Account, ConsoleSession, ConsoleSessions } from '../../store/index.ts'
import { endedCookieHeader, sessionCookieHeader } from '../cookies.ts'
import type { Principal } from '../principal.ts'
import { type Context, type Route, route } from '../route.ts'
import { id, instant, iso, isoOrNull } from './common.ts'

const tag = 'session'
const typedLengthMax = 256

/** New ones; what is typed at a login is only limited. */
export const newPasswordSchema = z
  .string()
  .min(passwordLengthMin, `takes at least ${passwordLengthMin} characters`)
  .max(passwordLengthMax)

const sessionSchema = z
  .object({
    account: z.object({
      accountId: z.string(),
      name: z.string(),
      displayName: z.string(),
      role: z.enum(allRoles),
      mustChangePassword: z.boolean().describe('Nothing else is allowed until it has been changed.'),
      lastLoginAt: instant.nullable(),
    }),
    permissions: z.array(z.enum(allPermissions)),
    csrfToken: z.string().describe('To be sent as X-CSRF-Token with everything but GET.'),
    sessionId: z.string(),
    expiresAt: instant.describe('Not later, however busy it is.'),
  })
  .meta({ id: 'Session' })

const ownSessionSchema = z
  .object({
    sessionId: z.string(),
    current: z.boolean(),
    createdAt: instant,
    lastSeenAt: instant,
    expiresAt: instant,
    address: z.string(),
    userAgent: z.string(),
  })
  .meta({ id: 'OwnSession' })

export interface SessionServices {
  readonly logins: Logins
  readonly consoleSessions: ConsoleSessions
  readonly sessionMaxMs: number
}

export function sessionRoutes({ logins, consoleSessions, sessionMaxMs }: SessionServices): Route[] {
  return [
    route({
      operationId: 'login',
      method: 'POST',
      path: '/session',
      tag,
      summary: 'Log in to the console',
      access: { by: 'everybody' },
      body: z.strictObject({
        name: z.string().min(1).max(typedLengthMax),
        password: z.string().min(1).max(typedLengthMax),
      }),
      answer: { status: 201, json: sessionSchema },
      errors: ['CREDENTIALS_INVALID', 'ACCOUNT_DISABLED', 'LOGIN_LOCKED', 'CSRF_TOKEN_INVALID'],
      audit: { none: 'changes nothing but the session, which has a time and an address of its own' },
      handle: async ({ body, request, header }) => {
        assertSameOrigin(request)
        const { address, isSecure } = request
        const userAgent = request.userAgent.slice(0, typedLengthMax)
        const { account, session, token } = await logins.login({ ...body, address, userAgent })
        header('set-cookie', sessionCookieHeader(token, { maxAgeMs: sessionMaxMs, isSecure }))
        return sessionView(account, session, csrfTokenOf(token))
      },
    }),

    route({
      operationId: 'getSession',
      method: 'GET',
      path: '/session',
      tag,
      summary: 'Who is logged in',
      access: { by: 'account', duringPasswordChange: true },
      answer: { status: 200, json: sessionSchema },
      handle: ({ principal }) => {
        const { account, session, csrfToken } = own(principal)
        return sessionView(account, session, csrfToken)
      },
    }),

    route({
      operationId: 'logout',
      method: 'DELETE',
      path: '/session',
      tag,
      summary: 'Log out',
      access: { by: 'account', duringPasswordChange: true },
      answer: { status: 204 },
      audit: { none: 'changes nothing but the session' },
      handle: async ({ principal, request, header }) => {
        const { account, session } = own(principal)
        await consoleSessions.end(account.accountId, session.sessionId)
        header('set-cookie', endedCookieHeader(request.isSecure))
        return undefined
      },
    }),

    route({
      operationId: 'changePassword',
      method: 'PUT',
      path: '/session/password',
      tag,
      summary: 'Change the own password',
      description: 'All other sessions of the account end.',
      access: { by: 'account', duringPasswordChange: true },
      body: z.strictObject({
        currentPassword: z.string().min(1).max(typedLengthMax),
        newPassword: newPasswordSchema,
      }),
      answer: { status: 204 },
      errors: ['CREDENTIALS_INVALID', 'LOGIN_LOCKED'],
      audit: 'accounts.changePassword',
      handle: async ({ principal, body, changed }) => {
        const { account, session } = own(principal)
        await logins.changePassword({ account, session }, body.currentPassword, body.newPassword)
        changed({ target: account.accountId })
        return undefined
      },
    }),

    route({
      operationId: 'listOwnSessions',
      method: 'GET',
      path: '/session/all',
      tag,
      summary: 'Where the account is logged in',
      access: { by: 'account' },
      answer: { status: 200, json: z.object({ items: z.array(ownSessionSchema) }) },
      handle: async ({ principal }) => {
        const { account, session } = own(principal)
        const sessions = await logins.sessionsOf(account.accountId)
        return {
          items: sessions.map((one) => ({
            ...one,
            current: one.sessionId === session.sessionId,
            createdAt: iso(one.createdAt),
            lastSeenAt: iso(one.lastSeenAt),
            expiresAt: iso(one.expiresAt),
          })),
        }
      },
    }),

    route({
      operationId: 'endOwnSession',
      method: 'DELETE',
      path: '/session/all/{sessionId}',
      tag,
      summary: 'Log out elsewhere',
      access: { by: 'account' },
      params: z.object({ sessionId: id }),
      answer: { status: 204 },
      errors: ['SESSION_UNKNOWN'],
      audit: { none: 'changes nothing but the session' },
      handle: async ({ principal, params }) => {
        const { account } = own(principal)
        if (!(await consoleSessions.end(account.accountId, params.sessionId))) throw new ApiError('SESSION_UNKNOWN')
        return undefined
      },
    }),
  ]
}

/** Of a route that only accounts reach. */
function own(principal: Principal): Extract<Principal, { kind: 'account' }> {
  if (principal.kind === 'account') return principal
  throw new ApiError('CREDENTIALS_MISSING')
}

function sessionView(account: Account, session: ConsoleSession, csrfToken: string) {
  const { accountId, name, displayName, role, mustChangePassword, lastLoginAt } = account
  return {
    account: { accountId, name, displayName, role, mustChangePassword, lastLoginAt: isoOrNull(lastLoginAt) },
    permissions: [...roles[role].permissions],
    csrfToken,
    sessionId: session.sessionId,
    expiresAt: iso(session.expiresAt),
  }
}

/** Another site must not log somebody in to an account of its own. Programs send no Origin. */
function assertSameOrigin({ headers, host }: Context<unknown, unknown, unknown>['request']): void {
  const { origin } = headers
  if (origin === undefined) return
  if (typeof origin === 'string' && URL.canParse(origin) && new URL(origin).host === host) return
  throw new ApiError('CSRF_TOKEN_INVALID', 'Log in from the console of this server.', { field: 'origin' })
}
