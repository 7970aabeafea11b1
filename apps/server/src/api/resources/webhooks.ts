/** What business servers were told, and whether they know it (guide section 5.1.2). */
import { ApiError } from '@mrtc/protocol/api'
import * as z from 'zod'
import type { CallApps, WebhookDeliveries, WebhookSecrets } from '../../store/index.ts'
import type { Delivery, Webhooks } from '../../webhooks/index.ts'
import { page, pageOf, pageQuery } from '../pages.ts'
import { type Route, route } from '../route.ts'
import { anyJson, appParams, bizName, id, instant, iso, isoOrNull } from './common.ts'

const roomIdLengthMax = 128
const secretSchema = z
  .object({ secret: z.string().describe('As Standard Webhooks has it: `whsec_` and base64.') })
  .meta({ id: 'WebhookSecret' })

const deliverySchema = z
  .object({
    deliveryId: z.string().describe('The `bizRequestId` that the receiver gets.'),
    bizName: z.string(),
    topic: z.enum(['rooms', 'recording']),
    roomId: z.string(),
    eventCode: z.number().int(),
    state: z.enum(['pending', 'delivered', 'dead']).describe('dead: given up after 24 h, until it is replayed.'),
    happenedAt: instant,
    nextAttemptAt: instant.nullable().describe('null: it is not sent again.'),
    deliveredAt: instant.nullable(),
    attemptCount: z.number().int(),
    attempts: z
      .array(
        z.object({
          at: instant,
          durationMs: z.number(),
          status: z.number().int().nullable().describe('HTTP status of the answer; null: none came.'),
          problem: z.string().nullable().describe('Why it was not taken; null: it was.'),
        }),
      )
      .describe('The latest 20.'),
    body: anyJson.describe('What is sent.'),
  })
  .meta({ id: 'WebhookDelivery' })

interface WebhookResources {
  readonly webhooks: Pick<Webhooks, 'replay'>
  readonly deliveries: WebhookDeliveries
  readonly secrets: WebhookSecrets
  readonly callApps: Pick<CallApps, 'find'>
}

export function webhookRoutes({ webhooks, deliveries, secrets, callApps }: WebhookResources): Route[] {
  const params = z.object({ deliveryId: id })
  const scope = {
    of: 'thing',
    appOf: async ({ deliveryId = '' }: Readonly<Record<string, string>>) =>
      (await deliveries.find(deliveryId))?.bizName,
    missing: 'DELIVERY_NOT_FOUND',
  } as const
  const existing = async (deliveryId: string) => {
    const delivery = await deliveries.find(deliveryId)
    if (delivery) return delivery
    throw new ApiError('DELIVERY_NOT_FOUND', undefined, { field: 'deliveryId' })
  }

  const assertApp = async (name: string) => {
    if (!(await callApps.find(name))) throw new ApiError('APP_NOT_FOUND', undefined, { field: 'bizName' })
  }

  return [
    route({
      operationId: 'listWebhookDeliveries',
      method: 'GET',
      path: '/webhook-deliveries',
      tag: 'webhooks',
      summary: 'What business servers were told, the latest first',
      access: { by: 'permission', permission: 'webhooks.read', scope: { of: 'list' } },
      query: pageQuery.extend({
        bizName: bizName.optional(),
        state: deliverySchema.shape.state.optional(),
        roomId: z.string().max(roomIdLengthMax).optional(),
      }),
      answer: { status: 200, json: pageOf(deliverySchema) },
      errors: ['CURSOR_INVALID'],
      handle: async ({ query, app }) => {
        const { state, roomId } = query
        const found = await page(
          query,
          (after, limit) => deliveries.list({ bizName: app, state, roomId, limit, beforeSeq: seqOf(after) }),
          ({ seq }) => String(seq),
        )
        return { ...found, items: found.items.map(view) }
      },
    }),
    route({
      operationId: 'getWebhookDelivery',
      method: 'GET',
      path: '/webhook-deliveries/{deliveryId}',
      tag: 'webhooks',
      summary: 'One delivery',
      access: { by: 'permission', permission: 'webhooks.read', scope },
      params,
      answer: { status: 200, json: deliverySchema },
      errors: ['DELIVERY_NOT_FOUND'],
      handle: async ({ params: { deliveryId } }) => view(await existing(deliveryId)),
    }),
    route({
      operationId: 'replayWebhookDelivery',
      method: 'POST',
      path: '/webhook-deliveries/{deliveryId}/replay',
      tag: 'webhooks',
      summary: 'Send it again, for another 24 h at most',
      access: { by: 'permission', permission: 'webhooks.replay', scope },
      params,
      answer: { status: 200, json: deliverySchema },
      errors: ['DELIVERY_NOT_FOUND'],
      audit: 'webhooks.replay',
      handle: async ({ params: { deliveryId }, changed }) => {
        const { bizName: app } = await existing(deliveryId)
        await webhooks.replay([deliveryId])
        changed({ target: deliveryId, bizName: app })
        return view(await existing(deliveryId))
      },
    }),
    route({
      operationId: 'revealWebhookSecret',
      method: 'POST',
      path: '/apps/{bizName}/webhook-secret',
      tag: 'webhooks',
      summary: 'What the webhooks of an app are signed with',
      description:
        'Made at the first time. Receivers verify the headers webhook-id, webhook-timestamp and webhook-signature.',
      access: { by: 'permission', permission: 'apps.keys.reveal', scope: { of: 'path' } },
      params: appParams,
      answer: { status: 200, json: secretSchema },
      errors: ['APP_NOT_FOUND'],
      audit: 'webhooks.revealSecret',
      handle: async ({ params: { bizName: app }, changed }) => {
        await assertApp(app)
        changed({ target: app, bizName: app })
        return { secret: await secrets.of(app) }
      },
    }),
    route({
      operationId: 'rotateWebhookSecret',
      method: 'PUT',
      path: '/apps/{bizName}/webhook-secret',
      tag: 'webhooks',
      summary: 'Sign webhooks with a new secret from now on',
      access: { by: 'permission', permission: 'apps.keys.write', scope: { of: 'path' } },
      params: appParams,
      answer: { status: 200, json: secretSchema },
      errors: ['APP_NOT_FOUND'],
      audit: 'webhooks.rotateSecret',
      handle: async ({ params: { bizName: app }, changed }) => {
        await assertApp(app)
        changed({ target: app, bizName: app })
        return { secret: await secrets.rotate(app) }
      },
    }),
  ]
}

function seqOf(key: string | undefined): number | undefined {
  if (key === undefined) return undefined
  const seq = Number(key)
  if (Number.isSafeInteger(seq)) return seq
  throw new ApiError('CURSOR_INVALID', undefined, { field: 'cursor' })
}

function view(delivery: Delivery) {
  const { deliveryId, bizName: app, topic, roomId, eventCode, state, attemptCount } = delivery
  return {
    deliveryId,
    bizName: app,
    topic,
    roomId,
    eventCode,
    state,
    happenedAt: iso(delivery.happenedAt),
    nextAttemptAt: state === 'pending' ? iso(delivery.nextAttemptAt) : null,
    deliveredAt: isoOrNull(delivery.deliveredAt ?? undefined),
    attemptCount,
    attempts: delivery.attempts.map(({ at, durationMs, status, problem }) => ({
      at: iso(new Date(at)),
      durationMs,
      status: status ?? null,
      problem: problem ?? null,
    })),
    body: (delivery.body ?? null) as z.core.util.JSONType,
  }
}
