/**
 * Everybody who must not reach a route, for every route that there is: nobody forgets one. What a table of all routes
 * cannot know (somebody else's recording, the last owner) resources add to `ofResources`.
 */
import { type ApiErrorCode, allPermissions, allRoles, mayDo, type Permission, statusOf } from '@mrtc/protocol/api'
import { requestSignature, signingHeaders, signingWindowMs, signRequest } from '@mrtc/protocol/api/signing'
import { csrfHeader } from '../authorise.ts'
import { apiPrefix } from '../openapi.ts'
import type { Route } from '../route.ts'
import { accountPairs } from './forbidden-accounts.ts'
import { roomsWithThings, thingPairs } from './forbidden-things.ts'
import { type Client, TestApi } from './server.ts'

export interface ForbiddenPair {
  readonly who: string
  /** `POST /apps`. */
  readonly what: string
  readonly code: ApiErrorCode
  readonly ask: () => Promise<{ readonly status: number; readonly body: Record<string, unknown> }>
}

export interface ForbiddenRow {
  readonly who: string
  readonly what: string
  readonly expected: string
  readonly got: string
}

/** Rows that need things of their own; add a line for a resource. */
const ofResources: readonly ((api: TestApi) => Promise<ForbiddenPair[]>)[] = [accountPairs, thingPairs]

/** Stands for any parameter: text, id and number at once. */
const someParameter = '1'
const otherApp = 'somebodys'
const day = 24 * 60 * 60 * 1_000

/** A server with things to be kept from. */
export function startForbidding(): Promise<TestApi> {
  return TestApi.start({}, { rooms: async () => roomsWithThings })
}

export async function forbiddenPairs(api: TestApi, routes: readonly Route[]): Promise<ForbiddenPair[]> {
  const people = await peopleOf(api)
  const guarded = routes.filter(({ access }) => access.by !== 'everybody')
  const ofAll = await Promise.all(guarded.map((route) => pairsOf(api, route, people)))
  const own = await Promise.all(ofResources.map((pairs) => pairs(api)))
  return [...ofAll.flat(), ...own.flat()]
}

/** Asks all of them, one after the other. */
export async function askAll(pairs: readonly ForbiddenPair[]): Promise<ForbiddenRow[]> {
  const rows: ForbiddenRow[] = []
  for (const { who, what, code, ask } of pairs) {
    const { status, body } = await ask()
    rows.push({ who, what, expected: `${statusOf(code)} ${code}`, got: `${status} ${String(body.code ?? '')}`.trim() })
  }
  return rows
}

type People = Awaited<ReturnType<typeof peopleOf>>

async function peopleOf(api: TestApi) {
  const roles = new Map<string, Client & { readonly cookie: string }>()
  for (const role of allRoles) roles.set(role, await api.person(role, `forbidden-${role}`))
  const owner = await api.person('owner', 'forbidden-csrf')
  const disabled = await api.person('owner', 'forbidden-disabled')
  const account = await api.store.accounts.findByName('forbidden-disabled')
  if (account) await api.store.accounts.change(account.accountId, { enabled: false })
  const starting = await api.person('owner', 'forbidden-starting')
  const starter = await api.store.accounts.findByName('forbidden-starting')
  if (starter) await api.store.accounts.change(starter.accountId, { mustChangePassword: true })
  if (!(await api.store.callApps.find(otherApp))) {
    await api.store.callApps.create({ bizName: otherApp, appId: 'a', workspaceId: 'w', name: 'Of somebody else' })
  }
  const expired = await api.store.apiKeys.create({
    name: 'expired',
    bizName: undefined,
    permissions: allPermissions,
    createdBy: 'tests',
    expiresAt: new Date(Date.now() - day),
  })
  const off = await api.program(allPermissions)
  await api.store.apiKeys.change(off.keyId, { enabled: false })
  return {
    roles,
    owner,
    disabled,
    starting,
    expired: { keyId: expired.key.keyId, secret: expired.secret },
    off,
    all: await api.program(allPermissions),
    confined: await api.program(allPermissions, otherApp),
    loggedOut: `mrtc_session=${'x'.repeat(43)}`,
  }
}

async function pairsOf(api: TestApi, route: Route, people: People): Promise<ForbiddenPair[]> {
  const { method, access } = route
  const path = route.path.replace(/\{\w+\}/g, someParameter)
  const what = `${method} ${route.path}`
  const body = method === 'GET' || method === 'DELETE' ? undefined : {}
  const text = body === undefined ? undefined : JSON.stringify(body)
  const pair = (who: string, code: ApiErrorCode, ask: ForbiddenPair['ask']): ForbiddenPair => ({ who, what, code, ask })
  const anybody = (headers: Record<string, string>) => () => api.anybody.ask(method, path, body, headers)
  const signed = { method, path: `${apiPrefix}${path}`, body: text }
  const { keyId, secret } = people.all

  const pairs = [
    pair('nobody', 'CREDENTIALS_MISSING', anybody({})),
    pair('a session that is over', 'SESSION_EXPIRED', anybody({ cookie: people.loggedOut })),
    pair('an account that was disabled', 'ACCOUNT_DISABLED', () => people.disabled.ask(method, path, body)),
    pair('a key that does not exist', 'API_KEY_UNKNOWN', anybody(signRequest(signed, { keyId: 'mk_none', secret }))),
    pair('a wrong secret', 'REQUEST_SIGNATURE_INVALID', anybody(signRequest(signed, { keyId, secret: 'guessed' }))),
    pair('a signature of another path', 'REQUEST_SIGNATURE_INVALID', () =>
      anybody(signRequest({ ...signed, path: `${signed.path}?more=1` }, people.all))(),
    ),
    pair('a signature of another body', 'REQUEST_SIGNATURE_INVALID', () =>
      anybody(signRequest({ ...signed, body: `${text ?? ''} ` }, people.all))(),
    ),
    pair('a key that is disabled', 'API_KEY_DISABLED', anybody(signRequest(signed, people.off))),
    pair('a key that has expired', 'API_KEY_EXPIRED', anybody(signRequest(signed, people.expired))),
    pair('a request of six minutes ago', 'REQUEST_EXPIRED', () =>
      anybody(signRequest(signed, people.all, Date.now() - signingWindowMs - 60_000))(),
    ),
    pair('a request of in six minutes', 'REQUEST_EXPIRED', () =>
      anybody(signRequest(signed, people.all, Date.now() + signingWindowMs + 60_000))(),
    ),
    pair('a request that came before', 'REQUEST_REPLAYED', async () => {
      const headers = signRequest(signed, people.all)
      // Spent on another address: a nonce is one of its key, whatever it was for.
      const other = { ...signed, method: 'GET', path: `${apiPrefix}/apps?limit=1`, body: undefined }
      const time = { timestamp: headers[signingHeaders.timestamp] ?? '', nonce: headers[signingHeaders.nonce] ?? '' }
      const first = { ...headers, [signingHeaders.signature]: requestSignature(other, time, secret) }
      await api.anybody.ask('GET', '/apps?limit=1', undefined, first)
      return anybody(headers)()
    }),
  ]
  if (!(access.by === 'account' && access.duringPasswordChange)) {
    const starting = pair('who has a password to change', 'PASSWORD_CHANGE_REQUIRED', () =>
      people.starting.ask(method, path, body),
    )
    pairs.push(starting)
  }
  if (method !== 'GET') {
    const wrong = { [csrfHeader]: 'of another session' }
    pairs.push(
      pair('a page without the CSRF token', 'CSRF_TOKEN_INVALID', () => people.owner.ask(method, path, body, wrong)),
    )
  }
  if (access.by === 'account') {
    pairs.push(pair('a program', 'PERMISSION_DENIED', () => people.all.ask(method, path, body)))
    return pairs
  }
  if (access.by !== 'permission') return pairs
  const { permission, scope } = access
  for (const [role, person] of people.roles) {
    if (mayDo(role as (typeof allRoles)[number], permission)) continue
    pairs.push(pair(`the role ${role}`, 'PERMISSION_DENIED', () => person.ask(method, path, body)))
  }
  const without = await api.program(allPermissions.filter((one: Permission) => one !== permission))
  pairs.push(pair(`a key without ${permission}`, 'PERMISSION_DENIED', () => without.ask(method, path, body)))
  const outside = scope.of === 'thing' ? scope.missing : 'APP_OUT_OF_SCOPE'
  const asked = scope.of === 'list' ? `${path}?bizName=another` : path
  pairs.push(pair('a key of another call app', outside, () => people.confined.ask(method, asked, body)))
  return pairs
}
