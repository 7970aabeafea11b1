/** The call inspector: calls that run and calls of before, who was in them, how well they went and what broke. */
import { ApiError } from '@mrtc/protocol/api'
import * as z from 'zod'
import {
  type CallReport,
  type Inspector,
  type QualitySample,
  qualityGrades,
  type ReportedFeed,
  type ReportedParticipant,
  type ReportedSession,
  type ReportedSubscription,
  reconnectReasons,
  thinned,
} from '../../inspector/index.ts'
import type { StoredCall, StoredEvent } from '../../store/index.ts'
import { page, pageOf, pageQuery } from '../pages.ts'
import { type Route, route } from '../route.ts'
import { anyJson, bizName, id, instant, iso, isoOrNull } from './common.ts'

const uidLengthMax = 128
const pointsDefault = 500
const pointsMax = 5_000
/** That come with the call itself. */
const firstEvents = 500

const count = z.number().int().min(0)
const share = z.number().min(0).max(1)
const grade = z.enum(qualityGrades).nullable().describe('null: nobody has reported any.')
const size = z.object({ widthPx: count, heightPx: count }).nullable().describe('null: no picture. 0 by 0: not known.')
const kinds = z.array(z.enum(['audio', 'video']))

const callSchema = z
  .object({
    roomId: z.string(),
    bizName: z.string(),
    creatorUid: z.string().nullable(),
    startedAt: instant,
    endedAt: instant.nullable().describe('null: it runs.'),
    people: count.describe('Everybody who was in.'),
    peakPeople: count.describe('At the same time.'),
    feeds: count,
    reconnectCount: count.describe('How often somebody lost the connection or media.'),
    worstQuality: grade,
  })
  .meta({ id: 'Call' })

const eventSchema = z
  .object({
    seq: z.number().int(),
    at: instant,
    uid: z.string().nullable().describe('null: the room itself.'),
    kind: z.string().describe('`room.joined`, `session.suspended`, `transport.closed`, …'),
    data: anyJson,
  })
  .meta({ id: 'CallEvent' })

const lasting = { startedAt: instant, endedAt: instant.nullable() }

const sessionSchema = z.object({
  sessionId: z.string(),
  client: z.object({ platform: z.string(), version: z.string() }).nullable().describe('As it said itself.'),
  ...lasting,
  end: z.string().nullable().describe('left, lost, kicked, takenOver, roomEnded, shutdown or serverRestarted.'),
})
const feedSchema = z.object({
  feedId: z.string(),
  tag: z.string(),
  source: z.string(),
  kinds,
  size,
  ...lasting,
  end: z.string().nullable(),
})
const subscriptionSchema = z.object({
  subscriptionId: z.string(),
  feedId: z.string(),
  publisherUid: z.string(),
  kinds,
  size,
  ...lasting,
  worstLossShare: share,
})
const participantSchema = z
  .object({
    uid: z.string(),
    displayName: z.string().nullable(),
    reconnectCount: count,
    worstQuality: grade,
    sessions: z.array(sessionSchema),
    feeds: z.array(feedSchema),
    subscriptions: z.array(subscriptionSchema),
  })
  .meta({ id: 'CallParticipant' })

const reconnectSchema = z
  .object({
    uid: z.string(),
    at: instant.describe('When it was lost.'),
    reason: z.enum(reconnectReasons),
    backAt: instant.nullable().describe('null: never, or not told of this reason.'),
    awayMs: count.nullable(),
  })
  .meta({ id: 'CallReconnect' })

const reportSchema = callSchema
  .extend({
    participants: z.array(participantSchema),
    reconnects: z.array(reconnectSchema),
    events: z.array(eventSchema).describe(`The first ${firstEvents}; others are at /calls/{roomId}/events.`),
    eventsCursor: z.string().nullable().describe('Ask /calls/{roomId}/events for those behind. null: that is all.'),
    eventsDropped: count.describe('That were too many to be kept.'),
  })
  .meta({ id: 'CallReport' })

const pathSchema = z.object({
  bitrateBps: z.number(),
  lossShare: share.describe('Before repair.'),
  rttMs: z.number().optional(),
  jitterMs: z.number().optional(),
})
const picture = {
  framesPerSecond: z.number().optional(),
  widthPx: count.optional(),
  heightPx: count.optional(),
}
const qualitySchema = z
  .object({
    uid: z.string(),
    points: z.array(
      z.object({
        at: instant.describe('When it began to be measured.'),
        periodMs: z.number(),
        quality: z.enum(qualityGrades),
        up: pathSchema.nullable(),
        down: pathSchema.nullable(),
        feeds: z.array(z.object({ feedId: z.string(), bitrateBps: z.number(), ...picture })),
        subscriptions: z.array(
          z.object({
            subscriptionId: z.string(),
            feedId: z.string(),
            bitrateBps: z.number(),
            lossShare: share,
            jitterMs: z.number().optional(),
            frozenShare: share.optional().describe('Of the time, the picture stood still.'),
            concealedShare: share.optional().describe('Of the sound, made up because it had not arrived.'),
            ...picture,
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'CallQuality' })

/** The inspector, as this resource needs it. */
export type CallBook = Pick<Inspector, 'list' | 'find' | 'report' | 'events' | 'samples'>

export function callRoutes({ inspector }: { readonly inspector: CallBook }): Route[] {
  const params = z.object({ roomId: id })
  const permission = 'calls.read'
  const access = {
    by: 'permission',
    permission,
    scope: {
      of: 'thing',
      appOf: async ({ roomId = '' }: Readonly<Record<string, string>>) => (await inspector.find(roomId))?.bizName,
      missing: 'CALL_NOT_FOUND',
    },
  } as const
  const notFound = () => new ApiError('CALL_NOT_FOUND', undefined, { field: 'roomId' })
  const eventsAfter = (roomId: string, query: { readonly limit: number; readonly cursor?: string | undefined }) =>
    page(
      query,
      (after, limit) => inspector.events(roomId, { afterSeq: after === undefined ? 0 : seqOf(after), limit }),
      ({ seq }) => String(seq),
    )

  return [
    route({
      operationId: 'listCalls',
      method: 'GET',
      path: '/calls',
      tag: 'calls',
      summary: 'Calls that run and calls of before, the latest first',
      access: { by: 'permission', permission, scope: { of: 'list' } },
      query: pageQuery.extend({
        bizName: bizName.optional(),
        roomId: id.optional(),
        uid: z.string().min(1).max(uidLengthMax).optional().describe('Of somebody who was in.'),
        state: z.enum(['running', 'ended']).optional(),
        from: instant.optional().describe('That ran at some time from then on.'),
        to: instant.optional().describe('That began before.'),
      }),
      answer: { status: 200, json: pageOf(callSchema) },
      errors: ['CURSOR_INVALID'],
      handle: async ({ query, app }) => {
        const { roomId, uid, state, from, to } = query
        const filter = {
          ...{ bizName: app, roomId, uid, state },
          ...(from === undefined ? {} : { from: new Date(from) }),
          ...(to === undefined ? {} : { to: new Date(to) }),
        }
        const found = await page(
          query,
          (after, limit) =>
            inspector.list({ ...filter, limit, before: after === undefined ? undefined : placeOf(after) }),
          ({ startedAt, roomId: last }) => `${startedAt.getTime()} ${last}`,
        )
        return { ...found, items: found.items.map(callView) }
      },
    }),
    route({
      operationId: 'getCall',
      method: 'GET',
      path: '/calls/{roomId}',
      tag: 'calls',
      summary: 'One call: who was in, what they sent and got, what broke and why',
      access,
      params,
      answer: { status: 200, json: reportSchema },
      errors: ['CALL_NOT_FOUND'],
      handle: async ({ params: { roomId } }) => {
        const report = await inspector.report(roomId)
        if (report === undefined) throw notFound()
        const { items, nextCursor } = await eventsAfter(roomId, { limit: firstEvents })
        return { ...reportView(report), events: items.map(eventView), eventsCursor: nextCursor }
      },
    }),
    route({
      operationId: 'listCallEvents',
      method: 'GET',
      path: '/calls/{roomId}/events',
      tag: 'calls',
      summary: 'What happened in a call, in order',
      access,
      params,
      query: pageQuery,
      answer: { status: 200, json: pageOf(eventSchema) },
      errors: ['CALL_NOT_FOUND', 'CURSOR_INVALID'],
      handle: async ({ params: { roomId }, query }) => {
        if (!(await inspector.find(roomId))) throw notFound()
        const found = await eventsAfter(roomId, query)
        return { ...found, items: found.items.map(eventView) }
      },
    }),
    route({
      operationId: 'getCallQuality',
      method: 'GET',
      path: '/calls/{roomId}/quality',
      tag: 'calls',
      summary: 'How the media of one participant was, over time',
      description:
        'As their client measured it, every 10 s; of calls of more than an hour every 30 s, of more than four every minute.',
      access,
      params,
      query: z.strictObject({
        uid: z.string().min(1).max(uidLengthMax).describe('Of the participant.'),
        points: z.coerce
          .number()
          .int()
          .min(1)
          .max(pointsMax)
          .default(pointsDefault)
          .describe('At most so many: neighbours are put together.'),
      }),
      answer: { status: 200, json: qualitySchema },
      errors: ['CALL_NOT_FOUND'],
      handle: async ({ params: { roomId }, query: { uid, points } }) => {
        if (!(await inspector.find(roomId))) throw notFound()
        return { uid, points: thinned(await inspector.samples(roomId, uid), points).map(pointView) }
      },
    }),
  ]
}

function placeOf(key: string) {
  const [startedAtMs = '', roomId = ''] = key.split(' ')
  const startedAt = new Date(Number(startedAtMs))
  if (Number.isNaN(startedAt.getTime()) || roomId === '')
    throw new ApiError('CURSOR_INVALID', undefined, { field: 'cursor' })
  return { startedAt, roomId }
}

function seqOf(key: string): number {
  const seq = Number(key)
  if (Number.isSafeInteger(seq)) return seq
  throw new ApiError('CURSOR_INVALID', undefined, { field: 'cursor' })
}

function callView({
  startedAt,
  endedAt,
  seenAt: _,
  events: __,
  eventsDropped: ___,
  worst,
  reconnects: reconnectCount,
  ...call
}: StoredCall) {
  return {
    ...call,
    reconnectCount,
    startedAt: iso(startedAt),
    endedAt: isoOrNull(endedAt ?? undefined),
    worstQuality: worst,
  }
}

function reportView({ call, participants, reconnects }: CallReport) {
  return {
    ...callView(call),
    participants: participants.map(participantView),
    reconnects: reconnects.map(({ uid, at, reason, backAt }) => ({
      uid,
      at: isoOf(at),
      reason,
      backAt: isoOfOrNull(backAt),
      awayMs: backAt === undefined ? null : backAt - at,
    })),
    eventsDropped: call.eventsDropped,
  }
}

function participantView({ person, sessions, feeds, subscriptions }: ReportedParticipant) {
  const { uid, displayName, reconnects: reconnectCount, worst } = person
  return {
    uid,
    displayName,
    reconnectCount,
    worstQuality: worst,
    sessions: sessions.map((session: ReportedSession) => ({
      ...session,
      ...lastingView(session),
      client: session.client ?? null,
      end: session.end ?? null,
    })),
    feeds: feeds.map((feed: ReportedFeed) => ({
      ...feed,
      ...lastingView(feed),
      kinds: [...feed.kinds],
      size: feed.size ?? null,
      end: feed.end ?? null,
    })),
    subscriptions: subscriptions.map((subscription: ReportedSubscription) => ({
      ...subscription,
      ...lastingView(subscription),
      kinds: [...subscription.kinds],
      size: subscription.size ?? null,
    })),
  }
}

function lastingView({ startedAt, endedAt }: { readonly startedAt: number; readonly endedAt: number | undefined }) {
  return { startedAt: isoOf(startedAt), endedAt: isoOfOrNull(endedAt) }
}

function eventView({ seq, at, uid, kind, data }: StoredEvent) {
  return { seq, at: isoOf(at), uid: uid ?? null, kind, data }
}

function pointView({ at, grade: quality, measured }: QualitySample) {
  const { periodMs, up, down, feeds, subscriptions } = measured
  return {
    ...{ at: isoOf(at), periodMs, quality, up: up ?? null, down: down ?? null },
    feeds: [...feeds],
    subscriptions: [...subscriptions],
  }
}

const isoOf = (atMs: number) => iso(new Date(atMs))
const isoOfOrNull = (atMs: number | undefined) => (atMs === undefined ? null : isoOf(atMs))
