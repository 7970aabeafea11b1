/** Serves routes: who asks, whether they may, whether what they send is valid, then the handler, then the audit log. */
import { MrtcError } from '@mrtc/protocol'
import { ApiError, statusOf } from '@mrtc/protocol/api'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { sendProblem } from '../http/index.ts'
import type { AuditLog, IdempotentAnswers } from '../store/index.ts'
import { type Authentication, authenticate } from './authenticate.ts'
import { authorise, confine, csrfHeader } from './authorise.ts'
import { idempotencyHeader, idempotencyKeyOf, once, type PlainAnswer } from './idempotency.ts'
import { apiPrefix, parameterNames } from './openapi.ts'
import { type Principal, principalId } from './principal.ts'
import type { RateLimits } from './rate-limits.ts'
import { type Change, type Content, type Context, contentTypesOf, type RequestFacts, type Route } from './route.ts'
import { validate } from './validate.ts'

const bodyLimitBytes = 64 * 1024
const tooLarge = 413
const mediaTypeUnsupported = 415
const internalError = 500
const secondMs = 1_000

export interface ApiPluginOptions extends Authentication {
  readonly routes: readonly Route[]
  readonly audit: AuditLog
  readonly idempotentAnswers: IdempotentAnswers
  readonly rateLimits: { readonly ofAddresses: RateLimits; readonly ofPrincipals: RateLimits }
  readonly log: Logger
}

/** @throws Error for a route that does not say who may call it, or what it changes */
export async function addApi(app: FastifyInstance, options: ApiPluginOptions): Promise<void> {
  for (const route of options.routes) checkRoute(route)
  await app.register(
    async (api) => {
      const rawBodies = keepRawBodies(api)
      api.addHook('onRequest', async (request, reply) => {
        reply.header('cache-control', 'no-store')
        options.rateLimits.ofAddresses.take(request.ip)
      })
      api.setErrorHandler((error: FastifyError, request, reply) =>
        answerError({ error, request, reply, log: options.log }),
      )
      api.setNotFoundHandler((request, reply) => answerNotFound(options.routes, request, reply))
      for (const route of options.routes) {
        api.route({
          method: route.method,
          url: route.path.replace(/\{(\w+)\}/g, ':$1'),
          bodyLimit: route.bodyLimitBytes ?? bodyLimitBytes,
          handler: (request, reply) => serve({ route, request, reply, rawBody: rawBodies.get(request), options }),
        })
      }
    },
    { prefix: apiPrefix },
  )
}

/** Nobody forgets to say who may call a route. */
export function checkRoute(route: Route): void {
  const name = `${route.method} ${route.path}`
  const { access } = route as Partial<Route>
  if (!access) throw new Error(`the route ${name} does not say who may call it (access)`)
  if (route.method !== 'GET' && route.audit === undefined) {
    throw new Error(`the route ${name} does not say what it changes (audit)`)
  }
  const names = parameterNames(route.path)
  if (names.length > 0 && !route.params) throw new Error(`the route ${name} does not say what its parameters are`)
  if (access.by === 'permission' && access.scope.of === 'path' && !names.includes('bizName')) {
    throw new Error(`the route ${name} is said to be of the app in its path, which names no {bizName}`)
  }
}

interface Serving {
  readonly route: Route
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly rawBody: Buffer | undefined
  readonly options: ApiPluginOptions
}

async function serve({ route, request, reply, rawBody, options }: Serving): Promise<FastifyReply> {
  const { method, access } = route
  const received = { method: request.method, url: request.originalUrl, headers: request.headers, rawBody }
  const principal = access.by === 'everybody' ? anybody : await authenticate(received, options)
  options.rateLimits.ofPrincipals.take(principal.kind === 'nobody' ? `address:${request.ip}` : principalId(principal))
  const csrf = request.headers[csrfHeader]
  authorise({ principal, access, method, csrfToken: typeof csrf === 'string' ? csrf : undefined })
  const params = validate(route.params, request.params, 'path')
  const app = await appFor(route, { principal, params, query: request.query })
  const query = validate(route.query, request.query, 'query')
  const body = validate(route.body, request.body, 'body')

  const work = () => run({ route, request, reply, options, principal, input: { params, query, body, app } })
  const idempotencyKey = method === 'POST' ? idempotencyKeyOf(request.headers[idempotencyHeader]) : undefined
  if (idempotencyKey === undefined || principal.kind === 'nobody') return answer(route, reply, await work())
  const repeatable = { principal: principalId(principal), idempotencyKey, method, url: request.originalUrl, rawBody }
  return send(reply, await once(options.idempotentAnswers, repeatable, async () => plain(route, await work())))
}

const anybody: Principal = { kind: 'nobody' }

async function appFor(
  { access }: Route,
  { principal, params, query }: { readonly principal: Principal; readonly params: unknown; readonly query: unknown },
): Promise<string | undefined> {
  if (access.by !== 'permission') return undefined
  const { bizName } = (query ?? {}) as { readonly bizName?: unknown }
  const texts = (params ?? {}) as Readonly<Record<string, string>>
  // Anything else is refused when the query is validated.
  const queryBizName = typeof bizName === 'string' ? bizName : undefined
  return confine({ principal, scope: access.scope, params: texts, queryBizName })
}

interface Running {
  readonly route: Route
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly options: ApiPluginOptions
  readonly principal: Principal
  readonly input: Pick<Context<unknown, unknown, unknown>, 'params' | 'query' | 'body' | 'app'>
}

/** With an entry in the audit log from before anything is changed. */
async function run(running: Running): Promise<unknown> {
  const { route, request, options, principal, input } = running
  const { audit: action } = route
  if (typeof action !== 'string') return handle(running, () => {})
  const { audit } = options
  const entryOf = (change: Change) => auditOf(action, change, principal, request)
  const [path = ''] = request.url.split('?', 1)
  const { bizName } = (input.params ?? {}) as { readonly bizName?: string }
  const entryId = await audit.begin(entryOf({ target: path, bizName }))
  const changes: Change[] = []
  const finish = () => audit.finish(entryId, changes.map(entryOf))
  try {
    const result = await handle(running, (change) => changes.push(change))
    await finish()
    return result
  } catch (error) {
    // After anything but a refusal nobody knows what was changed: the entry says so.
    if (isRefusal(error)) await finish()
    throw error
  }
}

const isRefusal = (error: unknown): boolean =>
  (error instanceof ApiError || error instanceof MrtcError) && statusOf(error.code) < internalError

function handle(
  { route, request, reply, principal, input }: Running,
  changed: (change: Change) => void,
): Promise<unknown> {
  const gone = new AbortController()
  request.raw.once('close', () => {
    if (!request.raw.complete || reply.raw.destroyed) gone.abort()
  })
  return route.handle({
    ...input,
    principal,
    changed,
    request: factsOf(request),
    header: (name, value) => reply.header(name, value),
    signal: gone.signal,
  })
}

function auditOf(action: string, change: Change, principal: Principal, request: FastifyRequest) {
  const { target, bizName, before, after } = change
  return {
    ...actorOf(principal),
    action,
    target,
    bizName: bizName ?? null,
    before: before ?? null,
    after: after ?? null,
    address: request.ip,
    requestId: request.id,
  }
}

function actorOf(principal: Principal) {
  switch (principal.kind) {
    case 'account':
      return {
        actorKind: 'account',
        actorId: principal.account.accountId,
        actorName: principal.account.name,
      } as const
    case 'apiKey':
      return { actorKind: 'apiKey', actorId: principal.key.keyId, actorName: principal.key.name } as const
    case 'nobody':
      return { actorKind: 'server', actorId: '', actorName: '' } as const
  }
}

function factsOf(request: FastifyRequest): RequestFacts {
  return {
    method: request.method,
    requestId: request.id,
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    headers: request.headers,
    isSecure: request.protocol === 'https',
    host: request.host,
  }
}

function answer(route: Route, reply: FastifyReply, result: unknown): FastifyReply {
  if (!('contentType' in route.answer)) return send(reply, plain(route, result))
  const { body, headers = {}, status = route.answer.status } = result as Content
  const [contentType = ''] = contentTypesOf(route.answer)
  return reply.code(status).type(contentType).headers(headers).send(body)
}

/** What is not in the schema does not leave: no secret slips out with a row. */
function plain({ answer }: Route, result: unknown): PlainAnswer {
  if (!('json' in answer)) return { status: answer.status, body: '' }
  return { status: answer.status, body: JSON.stringify(answer.json.parse(result)) }
}

function send(reply: FastifyReply, { status, body }: PlainAnswer): FastifyReply {
  if (body === '') return reply.code(status).send()
  return reply.code(status).type('application/json; charset=utf-8').send(body)
}

/** A signature covers the body as it was sent, so its bytes are kept until the request is answered. */
function keepRawBodies(api: FastifyInstance): WeakMap<FastifyRequest, Buffer> {
  const rawBodies = new WeakMap<FastifyRequest, Buffer>()
  api.removeAllContentTypeParsers()
  api.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    rawBodies.set(request, body)
    if (body.length === 0) return undefined
    try {
      return JSON.parse(body.toString('utf8'), withoutPrototype)
    } catch (cause) {
      throw new ApiError('BODY_MALFORMED', undefined, { cause })
    }
  })
  return rawBodies
}

/** `__proto__` in a body would reach into what it is merged with. */
function withoutPrototype(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value
}

interface Failing {
  readonly error: FastifyError | Error
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly log: Logger
}

function answerError({ error, request, reply, log }: Failing): FastifyReply {
  const known = knownError(error)
  if (!known || known.status >= internalError) {
    log.error({ err: error, requestId: request.id, path: request.routeOptions.url }, 'an API request failed')
  }
  if (!known) {
    const detail = `The server failed; the failure was logged as ${request.id}.`
    return sendProblem(reply, { status: internalError, code: 'INTERNAL', detail, requestId: request.id })
  }
  const { retryAfterMs } = known.data ?? {}
  if (typeof retryAfterMs === 'number') reply.header('retry-after', String(Math.ceil(retryAfterMs / secondMs)))
  return sendProblem(reply, {
    status: known.status,
    code: known.code,
    detail: known.message,
    ...(known.field === undefined ? {} : { field: known.field }),
    ...(known.data === undefined ? {} : { data: known.data }),
    requestId: request.id,
  })
}

function knownError(error: FastifyError | Error): ApiError | undefined {
  if (error instanceof ApiError) return error
  if (error instanceof MrtcError) {
    const { field, data } = error
    return new ApiError(error.code, error.message, {
      ...(field === undefined ? {} : { field }),
      ...(data === undefined ? {} : { data }),
    })
  }
  const status = 'statusCode' in error ? error.statusCode : undefined
  if (status === tooLarge) return new ApiError('BODY_TOO_LARGE')
  if (status === mediaTypeUnsupported) return new ApiError('MEDIA_TYPE_UNSUPPORTED')
  // What else Fastify refuses: a body cut short, a length that is wrong, a path that does not decode.
  if (status !== undefined && status < internalError) return new ApiError('BODY_MALFORMED', error.message)
  return undefined
}

function answerNotFound(routes: readonly Route[], request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?', 1)[0]?.slice(apiPrefix.length) ?? ''
  const methods = routes.filter((route) => isOfTemplate(path, route.path)).map(({ method }) => method)
  if (methods.length > 0) reply.header('allow', [...new Set(methods)].join(', '))
  const code = methods.length > 0 ? 'METHOD_NOT_ALLOWED' : 'ROUTE_NOT_FOUND'
  const { message } = new ApiError(code)
  return sendProblem(reply, { status: statusOf(code), code, detail: message, requestId: request.id })
}

function isOfTemplate(path: string, template: string): boolean {
  const [given, wanted] = [path.split('/'), template.split('/')]
  return given.length === wanted.length && wanted.every((part, at) => part.startsWith('{') || part === given[at])
}
