/** Call apps (guide 5.1): the app, its function settings, its keys. */
import { randomBytes, randomInt } from 'node:crypto'
import { ApiError } from '@mrtc/protocol/api'
import * as z from 'zod'
import { type AppSettings, appSettingsSchema } from '../../apps/index.ts'
import { type CallApp, CallAppExistsError, type CallApps } from '../../store/index.ts'
import { page, pageOf, pageQuery } from '../pages.ts'
import { type Route, route } from '../route.ts'
import { appParams, bizName, displayName, id, instant, iso, isoOrNull } from './common.ts'

const tag = 'apps'
const searchLengthMax = 64
const bizNameLength = 12
const appIdBytes = 8
const hourMs = 3_600_000
const overlapMaxHours = 24 * 90
const overlapDefaultHours = 24

const keySchema = z
  .object({
    keyId: z.string(),
    publicKey: z.string().describe('Base64 of SPKI DER.'),
    current: z.boolean().describe('The one to sign with.'),
    createdAt: instant,
    validUntil: instant.nullable().describe('Signatures with it are accepted until then. null: no end is set.'),
  })
  .meta({ id: 'AppKey' })

const appSchema = z
  .object({
    bizName: z.string(),
    appId: z.string(),
    workspaceId: z.string(),
    name: z.string(),
    enabled: z.boolean().describe('No calls can be made while it is not.'),
    settings: appSettingsSchema,
    createdAt: instant,
    keys: z.array(keySchema),
  })
  .meta({ id: 'App' })

const identifier = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/, 'takes letters, digits, _ and -')

export function appRoutes({ callApps }: { readonly callApps: CallApps }): Route[] {
  async function existing(name: string): Promise<CallApp> {
    const app = await callApps.find(name)
    if (app) return app
    throw new ApiError('APP_NOT_FOUND', 'There is no such call app.', { field: 'bizName' })
  }

  return [
    route({
      operationId: 'listApps',
      method: 'GET',
      path: '/apps',
      tag,
      summary: 'List call apps',
      access: { by: 'permission', permission: 'apps.read', scope: { of: 'list' } },
      query: pageQuery.extend({
        search: z.string().max(searchLengthMax).optional().describe('Part of the name or bizName.'),
        bizName: bizName.optional(),
      }),
      answer: { status: 200, json: pageOf(appSchema) },
      errors: ['CURSOR_INVALID'],
      handle: async ({ query, app }) => {
        const { search } = query
        const found = await page(
          query,
          (after, limit) => callApps.list({ after, limit, search, bizName: app }),
          (one) => one.bizName,
        )
        return { ...found, items: found.items.map(appView) }
      },
    }),

    route({
      operationId: 'createApp',
      method: 'POST',
      path: '/apps',
      tag,
      summary: 'Make a call app',
      description: 'Its bizName and key pair are generated. The private key is had from /apps/{bizName}/private-key.',
      access: { by: 'permission', permission: 'apps.write', scope: { of: 'server' } },
      body: z.strictObject({
        name: displayName,
        appId: identifier.optional().describe('Generated when left out.'),
        workspaceId: identifier.default('default'),
      }),
      answer: { status: 201, json: appSchema },
      audit: 'apps.create',
      handle: async ({ body, changed }) => {
        const created = await createWithNewName(callApps, body)
        changed({ target: created.bizName, bizName: created.bizName, after: facts(created) })
        return appView(created)
      },
    }),

    route({
      operationId: 'getApp',
      method: 'GET',
      path: '/apps/{bizName}',
      tag,
      summary: 'One call app',
      access: { by: 'permission', permission: 'apps.read', scope: { of: 'path' } },
      params: appParams,
      answer: { status: 200, json: appSchema },
      errors: ['APP_NOT_FOUND'],
      handle: async ({ params }) => appView(await existing(params.bizName)),
    }),

    route({
      operationId: 'changeApp',
      method: 'PATCH',
      path: '/apps/{bizName}',
      tag,
      summary: 'Rename, enable or disable a call app',
      description: 'While it is disabled nobody connects, creates or joins; calls that run go on.',
      access: { by: 'permission', permission: 'apps.write', scope: { of: 'path' } },
      params: appParams,
      body: z.strictObject({ name: displayName.optional(), enabled: z.boolean().optional() }),
      answer: { status: 200, json: appSchema },
      errors: ['APP_NOT_FOUND'],
      audit: 'apps.change',
      handle: async ({ params, body, changed }) => {
        const before = await existing(params.bizName)
        const after = (await callApps.change(params.bizName, body)) ?? before
        changed({ target: after.bizName, bizName: after.bizName, before: facts(before), after: facts(after) })
        return appView(after)
      },
    }),

    route({
      operationId: 'getAppSettings',
      method: 'GET',
      path: '/apps/{bizName}/settings',
      tag,
      summary: 'Function settings of a call app',
      access: { by: 'permission', permission: 'apps.read', scope: { of: 'path' } },
      params: appParams,
      answer: { status: 200, json: appSettingsSchema },
      errors: ['APP_NOT_FOUND'],
      handle: async ({ params }) => (await existing(params.bizName)).settings,
    }),

    route({
      operationId: 'setAppSettings',
      method: 'PUT',
      path: '/apps/{bizName}/settings',
      tag,
      summary: 'Set the function settings of a call app',
      description: 'All of them: what is left out gets its default. They act on running servers within a second.',
      access: { by: 'permission', permission: 'apps.write', scope: { of: 'path' } },
      params: appParams,
      body: appSettingsSchema,
      answer: { status: 200, json: appSettingsSchema },
      errors: ['APP_NOT_FOUND'],
      audit: 'apps.setSettings',
      handle: async ({ params, body, changed }) => {
        const before = await existing(params.bizName)
        const settings: AppSettings = body
        const after = (await callApps.change(params.bizName, { settings })) ?? before
        changed({
          target: after.bizName,
          bizName: after.bizName,
          before: before.settings,
          after: after.settings,
        })
        return after.settings
      },
    }),

    route({
      operationId: 'rotateAppKey',
      method: 'POST',
      path: '/apps/{bizName}/keys',
      tag,
      summary: 'Make a new key pair',
      description: 'Signatures with the one of before are accepted for as long as `overlapHours` says.',
      access: { by: 'permission', permission: 'apps.keys.write', scope: { of: 'path' } },
      params: appParams,
      body: z.strictObject({
        overlapHours: z.number().min(0).max(overlapMaxHours).default(overlapDefaultHours),
      }),
      answer: { status: 201, json: appSchema },
      errors: ['APP_NOT_FOUND'],
      audit: 'apps.rotateKey',
      handle: async ({ params, body, changed }) => {
        const before = await existing(params.bizName)
        const until = new Date(Date.now() + body.overlapHours * hourMs)
        const after = (await callApps.rotateKey(params.bizName, until)) ?? before
        const [keysBefore, keysAfter] = [before, after].map((app) => app.keys.map(({ keyId }) => keyId))
        changed({ target: after.bizName, bizName: after.bizName, before: keysBefore, after: keysAfter })
        return appView(after)
      },
    }),

    route({
      operationId: 'revokeAppKey',
      method: 'DELETE',
      path: '/apps/{bizName}/keys/{keyId}',
      tag,
      summary: 'End a key of before at once',
      access: { by: 'permission', permission: 'apps.keys.write', scope: { of: 'path' } },
      params: appParams.extend({ keyId: id }),
      answer: { status: 204 },
      errors: ['APP_KEY_NOT_FOUND', 'APP_KEY_IN_USE'],
      audit: 'apps.revokeKey',
      handle: async ({ params, changed }) => {
        const outcome = await callApps.revokeKey(params.bizName, params.keyId)
        if (outcome === 'missing') throw new ApiError('APP_KEY_NOT_FOUND')
        if (outcome === 'current') throw new ApiError('APP_KEY_IN_USE')
        changed({ target: params.bizName, bizName: params.bizName, before: params.keyId })
        return undefined
      },
    }),

    route({
      operationId: 'revealPrivateKey',
      method: 'POST',
      path: '/apps/{bizName}/private-key',
      tag,
      summary: 'Show the private key to sign with',
      description: 'Base64 of PKCS#8 DER, as the guide shows it (section 4). Each time is in the audit log.',
      access: { by: 'permission', permission: 'apps.keys.reveal', scope: { of: 'path' } },
      params: appParams,
      answer: {
        status: 200,
        json: z.object({ keyId: z.string(), privateKey: z.string() }).meta({ id: 'PrivateKey' }),
      },
      errors: ['APP_NOT_FOUND'],
      audit: 'apps.revealPrivateKey',
      handle: async ({ params, changed }) => {
        const app = await existing(params.bizName)
        const [current] = app.keys
        const privateKey = await callApps.privateKeyOf(app.bizName)
        if (!current || privateKey === undefined) throw new ApiError('APP_KEY_NOT_FOUND')
        changed({ target: app.bizName, bizName: app.bizName, after: { keyId: current.keyId } })
        return { keyId: current.keyId, privateKey }
      },
    }),
  ]
}

interface Wanted {
  readonly name: string
  readonly appId?: string | undefined
  readonly workspaceId: string
}

async function createWithNewName(callApps: CallApps, { name, appId, workspaceId }: Wanted): Promise<CallApp> {
  const identity = { name, appId: appId ?? randomBytes(appIdBytes).toString('hex').toUpperCase(), workspaceId }
  for (;;) {
    try {
      return await callApps.create({ ...identity, bizName: newBizName() })
    } catch (error) {
      if (!(error instanceof CallAppExistsError)) throw error
    }
  }
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Letters and digits alone: it is part of the text that signatures are made of. */
function newBizName(): string {
  return `biz${Array.from({ length: bizNameLength }, () => letters[randomInt(letters.length)]).join('')}`
}

function appView(app: CallApp) {
  return {
    ...app,
    createdAt: iso(app.createdAt),
    keys: app.keys.map(({ keyId, publicKey, createdAt, validUntil }) => ({
      keyId,
      publicKey,
      current: validUntil === undefined,
      createdAt: iso(createdAt),
      validUntil: isoOrNull(validUntil),
    })),
  }
}

/** For the audit log. */
function facts({ name, enabled, appId, workspaceId }: CallApp) {
  return { name, enabled, appId, workspaceId }
}
