/** Keys that programs sign their requests with. */
import { ApiError, allPermissions, type Permission } from '@mrtc/protocol/api'
import * as z from 'zod'
import type { ApiKey, ApiKeys, CallApps } from '../../store/index.ts'
import { page, pageOf, pageQuery } from '../pages.ts'
import { may, principalId } from '../principal.ts'
import { type Route, route } from '../route.ts'
import { bizName, displayName, id, instant, iso, isoOrNull } from './common.ts'

const tag = 'apiKeys'

const keySchema = z
  .object({
    keyId: z.string(),
    name: z.string(),
    bizName: z.string().nullable().describe('The one call app that it is for. null: all.'),
    permissions: z.array(z.enum(allPermissions)),
    enabled: z.boolean(),
    createdBy: z.string(),
    createdAt: instant,
    expiresAt: instant.nullable(),
    lastUsedAt: instant.nullable().describe('To the minute.'),
  })
  .meta({ id: 'ApiKey' })

const newKeySchema = keySchema.extend({ secret: z.string().describe('Shown this once.') }).meta({ id: 'NewApiKey' })
const params = z.object({ keyId: id })
/** Who may give keys for all apps gives them all: keys cannot make keys for others. */
const server = { of: 'server' } as const

export interface ApiKeyServices {
  readonly apiKeys: ApiKeys
  readonly callApps: CallApps
}

export function apiKeyRoutes({ apiKeys, callApps }: ApiKeyServices): Route[] {
  async function existing(keyId: string): Promise<ApiKey> {
    const key = await apiKeys.find(keyId)
    if (key) return key
    throw new ApiError('API_KEY_NOT_FOUND')
  }

  return [
    route({
      operationId: 'listApiKeys',
      method: 'GET',
      path: '/api-keys',
      tag,
      summary: 'List API keys',
      access: { by: 'permission', permission: 'apiKeys.read', scope: server },
      query: pageQuery.extend({ bizName: bizName.optional() }),
      answer: { status: 200, json: pageOf(keySchema) },
      errors: ['CURSOR_INVALID'],
      handle: async ({ query }) => {
        const found = await page(
          query,
          (after, limit) => apiKeys.list({ after, limit, bizName: query.bizName }),
          ({ keyId }) => keyId,
        )
        return { ...found, items: found.items.map(keyView) }
      },
    }),

    route({
      operationId: 'createApiKey',
      method: 'POST',
      path: '/api-keys',
      tag,
      summary: 'Make an API key',
      description: 'With permissions that whoever makes it has. The secret is in this answer alone.',
      access: { by: 'permission', permission: 'apiKeys.write', scope: server },
      body: z.strictObject({
        name: displayName,
        bizName: bizName.nullable().default(null).describe('The one call app that it is for. null: all.'),
        permissions: z.array(z.enum(allPermissions)).min(1).max(allPermissions.length),
        expiresAt: instant.nullable().default(null),
      }),
      answer: { status: 201, json: newKeySchema },
      errors: ['APP_NOT_FOUND'],
      audit: 'apiKeys.create',
      handle: async ({ body, principal, changed }) => {
        const missing = body.permissions.find((permission) => !may(principal, permission))
        if (missing !== undefined) throw denied(missing)
        if (body.bizName !== null && !(await callApps.find(body.bizName))) {
          throw new ApiError('APP_NOT_FOUND', 'There is no such call app.', { field: 'bizName' })
        }
        const { key, secret } = await apiKeys.create({
          name: body.name,
          bizName: body.bizName ?? undefined,
          permissions: [...new Set(body.permissions)],
          createdBy: principalId(principal),
          expiresAt: body.expiresAt === null ? undefined : new Date(body.expiresAt),
        })
        changed({ target: key.keyId, bizName: key.bizName, after: keyView(key) })
        return { ...keyView(key), secret }
      },
    }),

    route({
      operationId: 'getApiKey',
      method: 'GET',
      path: '/api-keys/{keyId}',
      tag,
      summary: 'One API key',
      access: { by: 'permission', permission: 'apiKeys.read', scope: server },
      params,
      answer: { status: 200, json: keySchema },
      errors: ['API_KEY_NOT_FOUND'],
      handle: async ({ params: { keyId } }) => keyView(await existing(keyId)),
    }),

    route({
      operationId: 'changeApiKey',
      method: 'PATCH',
      path: '/api-keys/{keyId}',
      tag,
      summary: 'Rename, enable or disable an API key',
      access: { by: 'permission', permission: 'apiKeys.write', scope: server },
      params,
      body: z.strictObject({ name: displayName.optional(), enabled: z.boolean().optional() }),
      answer: { status: 200, json: keySchema },
      errors: ['API_KEY_NOT_FOUND'],
      audit: 'apiKeys.change',
      handle: async ({ params: { keyId }, body, changed }) => {
        const before = await existing(keyId)
        const after = (await apiKeys.change(keyId, body)) ?? before
        changed({ target: keyId, bizName: after.bizName, before: keyView(before), after: keyView(after) })
        return keyView(after)
      },
    }),

    route({
      operationId: 'deleteApiKey',
      method: 'DELETE',
      path: '/api-keys/{keyId}',
      tag,
      summary: 'Delete an API key',
      access: { by: 'permission', permission: 'apiKeys.write', scope: server },
      params,
      answer: { status: 204 },
      errors: ['API_KEY_NOT_FOUND'],
      audit: 'apiKeys.delete',
      handle: async ({ params: { keyId }, changed }) => {
        const before = await existing(keyId)
        await apiKeys.delete(keyId)
        changed({ target: keyId, bizName: before.bizName, before: keyView(before) })
        return undefined
      },
    }),
  ]
}

function keyView(key: ApiKey) {
  return {
    ...key,
    bizName: key.bizName ?? null,
    permissions: [...key.permissions],
    createdAt: iso(key.createdAt),
    expiresAt: isoOrNull(key.expiresAt),
    lastUsedAt: isoOrNull(key.lastUsedAt),
  }
}

function denied(permission: Permission): ApiError {
  const text = `Nobody gives more than they have: this needs the permission ${permission}.`
  return new ApiError('PERMISSION_DENIED', text, { field: 'permissions', data: { permission } })
}
