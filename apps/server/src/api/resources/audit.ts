/** Who changed what. */

import { ApiError } from '@mrtc/protocol/api'
import * as z from 'zod'
import type { AuditEntry, AuditLog } from '../../store/index.ts'
import { page, pageOf, pageQuery } from '../pages.ts'
import { type Route, route } from '../route.ts'
import { anyJson, bizName, id, instant, iso } from './common.ts'

const entrySchema = z
  .object({
    entryId: z.number().int(),
    at: instant,
    actorKind: z.enum(['account', 'apiKey', 'server']),
    actorId: z.string(),
    actorName: z.string(),
    action: z.string(),
    target: z.string(),
    bizName: z.string().nullable(),
    before: anyJson.describe('Without secrets. null: there was nothing.'),
    after: anyJson,
    address: z.string(),
    requestId: z.string(),
    isFinished: z
      .boolean()
      .describe(
        'false: under way, or the server failed or ended before it knew what came of it. The target is then the path of the request.',
      ),
  })
  .meta({ id: 'AuditEntry' })

export function auditRoutes({ audit }: { readonly audit: AuditLog }): Route[] {
  return [
    route({
      operationId: 'listAuditEntries',
      method: 'GET',
      path: '/audit',
      tag: 'audit',
      summary: 'Who changed what, the latest first',
      access: { by: 'permission', permission: 'audit.read', scope: { of: 'list' } },
      query: pageQuery.extend({
        bizName: bizName.optional(),
        actorId: id.optional(),
        action: id.optional().describe('`apps.create`, for example.'),
        from: instant.optional(),
        to: instant.optional(),
      }),
      answer: { status: 200, json: pageOf(entrySchema) },
      errors: ['CURSOR_INVALID'],
      handle: async ({ query, app }) => {
        const { actorId, action, from, to } = query
        const filter = {
          bizName: app,
          actorId,
          action,
          ...(from === undefined ? {} : { from: new Date(from) }),
          ...(to === undefined ? {} : { to: new Date(to) }),
        }
        const found = await page(
          query,
          (after, limit) => audit.list({ ...filter, limit, beforeEntryId: entryIdOf(after) }),
          ({ entryId }) => String(entryId),
        )
        return { ...found, items: found.items.map(entryView) }
      },
    }),
  ]
}

function entryIdOf(key: string | undefined): number | undefined {
  if (key === undefined) return undefined
  const entryId = Number(key)
  if (Number.isSafeInteger(entryId)) return entryId
  throw new ApiError('CURSOR_INVALID', undefined, { field: 'cursor' })
}

function entryView(entry: AuditEntry) {
  return { ...entry, at: iso(entry.at), before: entry.before ?? null, after: entry.after ?? null }
}
