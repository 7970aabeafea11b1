/** The API document, OpenAPI 3.1, derived from the routes. */
import { type ApiErrorCode, allPermissions, permissions, statusOf, textOf } from '@mrtc/protocol/api'
import { signingHeaders } from '@mrtc/protocol/api/signing'
import * as z from 'zod'
import { csrfHeader } from './authorise.ts'
import { sessionCookie } from './cookies.ts'
import { idempotencyHeader } from './idempotency.ts'
import { contentTypesOf, type Route } from './route.ts'

export const apiPrefix = '/api/v1'
const problemName = 'Problem'
const problemContent = 'application/problem+json'
const titles: Readonly<Record<number, string>> = {
  400: 'Something in the request is not valid',
  401: 'Who asks is not known',
  403: 'Who asks may not do this',
  404: 'It is not there',
  405: 'The method is not known here',
  409: 'Not as things are now',
  413: 'The body is too large',
  415: 'The body is of another type',
  422: 'The Idempotency-Key came with another request',
  429: 'Too much at once',
  500: 'The server failed',
  501: 'This server does not offer it',
  503: 'Not at the moment',
  504: 'It took too long',
}

type JsonObject = Record<string, unknown>

const problemSchema = {
  type: 'object',
  description: 'Problem details (RFC 9457).',
  required: ['title', 'status', 'detail'],
  properties: {
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What went wrong and what to do, for people.' },
    code: { type: 'string', description: 'Canonical error, for programs.' },
    field: { type: 'string', description: 'The parameter at fault, as a path.' },
    data: { type: 'object', additionalProperties: true, description: 'More, depending on the code.' },
    requestId: { type: 'string', description: 'By which the server log knows the request.' },
  },
}

/** Errors that a route may give because of what it is. */
export function commonErrors({ access, body, params, query, method }: Route): ApiErrorCode[] {
  const codes: ApiErrorCode[] = ['RATE_LIMITED', 'INTERNAL', 'PARAMETER_INVALID']
  if (body) codes.push('BODY_MALFORMED', 'BODY_TOO_LARGE', 'MEDIA_TYPE_UNSUPPORTED')
  else if (method !== 'GET') codes.push('BODY_MALFORMED', 'BODY_TOO_LARGE', 'MEDIA_TYPE_UNSUPPORTED')
  if (params === undefined && query === undefined && body === undefined && method === 'GET') codes.pop()
  if (method === 'POST' && access.by !== 'everybody') codes.push('IDEMPOTENCY_KEY_REUSED', 'IDEMPOTENCY_IN_PROGRESS')
  if (access.by === 'everybody') return codes
  codes.push(
    'CREDENTIALS_MISSING',
    'SESSION_EXPIRED',
    'API_KEY_UNKNOWN',
    'API_KEY_DISABLED',
    'API_KEY_EXPIRED',
    'REQUEST_SIGNATURE_INVALID',
    'REQUEST_EXPIRED',
    'REQUEST_REPLAYED',
    'ACCOUNT_DISABLED',
    'PASSWORD_CHANGE_REQUIRED',
    'PERMISSION_DENIED',
  )
  if (method !== 'GET') codes.push('CSRF_TOKEN_INVALID')
  if (access.by !== 'permission') return codes
  if (access.scope.of === 'thing') codes.push(access.scope.missing)
  else codes.push('APP_OUT_OF_SCOPE')
  return codes
}

export function openApiDocument(routes: readonly Route[], version: string): JsonObject {
  const schemas: JsonObject = { [problemName]: problemSchema }
  const paths: Record<string, JsonObject> = {}
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route, schemas) }
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'mrtc',
      version,
      description: [
        'Administration of an mrtc server. Programs sign each request with an API key, see `apiKey`; the console logs in.',
        `Errors are problem details (RFC 9457) with a canonical \`code\`. Lists come in pages: ask again with \`cursor\`.`,
        `A POST with the header \`${idempotencyHeader}\` can be repeated: it is done once, and answered the same each time.`,
      ].join('\n\n'),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: apiPrefix }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      securitySchemes: {
        apiKey: {
          type: 'apiKey',
          in: 'header',
          name: signingHeaders.key,
          description: `The id of an API key. ${signingHeaders.timestamp}, ${signingHeaders.nonce} and ${signingHeaders.signature} go with it: see docs/control-plane.md.`,
        },
        session: { type: 'apiKey', in: 'cookie', name: sessionCookie, description: 'Of the console.' },
        csrf: { type: 'apiKey', in: 'header', name: csrfHeader, description: 'Of the session, for all but GET.' },
      },
    },
    'x-permissions': Object.fromEntries(allPermissions.map((name) => [name, permissions[name]])),
  }
}

function operationOf(route: Route, schemas: JsonObject): JsonObject {
  const { operationId, tag, summary, description, access, method } = route
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: securityOf(route),
    ...(access.by === 'permission' ? { 'x-permission': access.permission } : {}),
    parameters: [
      ...parametersOf(route.params, 'path', schemas),
      ...parametersOf(route.query, 'query', schemas),
      ...(method === 'POST' && access.by !== 'everybody' ? [idempotencyParameter] : []),
      ...(hasRanges(route) ? [rangeParameter] : []),
    ],
    ...(route.body ? { requestBody: bodyOf(route.body, schemas) } : {}),
    responses: responsesOf(route, schemas),
  }
}

const idempotencyParameter = {
  name: idempotencyHeader,
  in: 'header',
  required: false,
  description: 'Makes the request safe to repeat, for a day.',
  schema: { type: 'string', minLength: 1, maxLength: 128, pattern: '^[!-~]+$' },
}

const rangeParameter = {
  name: 'Range',
  in: 'header',
  required: false,
  description: 'A part alone: `bytes=0-1023`.',
  schema: { type: 'string' },
}

function hasRanges({ answer }: Route): boolean {
  return 'contentType' in answer && answer.hasRanges === true
}

function securityOf({ access, method }: Route): JsonObject[] {
  if (access.by === 'everybody') return []
  const session = method === 'GET' ? { session: [] } : { session: [], csrf: [] }
  return access.by === 'account' ? [session] : [{ apiKey: [] }, session]
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query', schemas: JsonObject): JsonObject[] {
  if (!schema) return []
  const object = jsonSchemaOf(schema, 'input', schemas)
  const required = new Set((object.required as string[] | undefined) ?? [])
  return Object.entries((object.properties ?? {}) as Record<string, JsonObject>).map(([name, property]) => {
    const { description, ...rest } = property
    return {
      name,
      in: place,
      required: place === 'path' || required.has(name),
      ...(description === undefined ? {} : { description }),
      schema: rest,
    }
  })
}

function bodyOf(schema: z.ZodType, schemas: JsonObject): JsonObject {
  return {
    required: !schema.safeParse({}).success,
    content: { 'application/json': { schema: jsonSchemaOf(schema, 'input', schemas) } },
  }
}

function responsesOf(route: Route, schemas: JsonObject): JsonObject {
  const { answer } = route
  const codes = new Set([...commonErrors(route), ...(route.errors ?? [])])
  const byStatus = Map.groupBy(codes, statusOf)
  const responses: JsonObject = { [answer.status]: answerOf(route, schemas) }
  if (hasRanges(route)) {
    responses[206] = { ...answerOf(route, schemas), description: 'The range that was asked for.' }
    responses[416] = { description: 'It ends before this range begins.' }
  }
  for (const status of [...byStatus.keys()].sort((a, b) => a - b)) {
    const lines = (byStatus.get(status) ?? []).map((code) => `- \`${code}\`: ${textOf(code)}`)
    responses[status] = {
      description: [`${titles[status] ?? 'Refused'}.`, '', ...lines].join('\n'),
      content: { [problemContent]: { schema: { $ref: `#/components/schemas/${problemName}` } } },
    }
  }
  return responses
}

function answerOf({ answer, summary }: Route, schemas: JsonObject): JsonObject {
  if ('json' in answer) {
    const schema = jsonSchemaOf(answer.json, 'output', schemas)
    return { description: summary, content: { 'application/json': { schema } } }
  }
  if ('contentType' in answer) {
    const content = contentTypesOf(answer).map((type) => [
      type,
      { schema: type.startsWith('text/') ? { type: 'string' } : {} },
    ])
    return { description: summary, content: Object.fromEntries(content) }
  }
  return { description: 'Done.' }
}

/** Schemas with an id become components; a form that differs between request and answer gets `Input` behind its name. */
function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: JsonObject): JsonObject {
  const {
    $schema: _,
    $defs,
    id,
    ...rest
  } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonObject & {
    readonly $defs?: Readonly<Record<string, JsonObject>>
    readonly id?: string
  }
  const nameOf = (name: string) => (io === 'input' ? `${name}Input` : name)
  for (const [name, definition] of Object.entries($defs ?? {})) {
    const { id: _id, ...body } = definition
    schemas[nameOf(name)] = renamed(body, nameOf)
  }
  const own = renamed(rest, nameOf) as JsonObject
  if (id === undefined) return own
  schemas[nameOf(id)] = own
  return { $ref: `#/components/schemas/${nameOf(id)}` }
}

const definitionPrefix = '#/$defs/'

function renamed(value: unknown, nameOf: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, nameOf))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const isReference = key === '$ref' && typeof item === 'string' && item.startsWith(definitionPrefix)
      if (!isReference) return [key, renamed(item, nameOf)]
      return [key, `#/components/schemas/${nameOf(item.slice(definitionPrefix.length))}`]
    }),
  )
}

/** What a path's parameters are called. */
export function parameterNames(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
}
