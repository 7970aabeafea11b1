/** Open rooms of this server: who is in them, and what can be done to them from outside. */
import { limits, uidSchema } from '@mrtc/protocol'
import { ApiError } from '@mrtc/protocol/api'
import * as z from 'zod'
import type { OpenRoom, RoomDetails, RoomDirectory } from '../../calls/contract.ts'
import { page, pageOf, pageQuery } from '../pages.ts'
import { type Route, route } from '../route.ts'
import { anyJson, bizName, id, instant, iso } from './common.ts'

const tag = 'rooms'
const count = z.number().int().min(0)
const kinds = z.array(z.enum(['audio', 'video']))

const roomFields = {
  roomId: z.string(),
  bizName: z.string(),
  creatorUid: z.string(),
  createdAt: instant,
  participantCount: count,
  feedCount: count.describe('Published streams.'),
  recordIds: z.array(z.string()).describe('Recordings that run. Empty: it is not being recorded.'),
}

const roomSchema = z.object(roomFields).meta({ id: 'Room' })

const detailsSchema = z
  .object({
    ...roomFields,
    participants: z.array(
      z.object({
        uid: z.string(),
        displayName: z.string().nullable(),
        joinedAt: instant,
        connected: z.boolean().describe('false: its connection is lost, and it may come back.'),
        route: z.enum(['server', 'direct', 'relay']).describe("How the other's media reaches it."),
      }),
    ),
    feeds: z.array(
      z.object({
        feedId: z.string(),
        uid: z.string().describe('Of the publisher.'),
        tag: z.string(),
        source: z.enum(['camera', 'screen', 'file', 'region', 'custom']),
        tracks: z.array(z.object({ kind: z.enum(['audio', 'video']), muted: z.boolean(), mimeType: z.string() })),
      }),
    ),
    subscriptions: z.array(
      z.object({
        subscriptionId: z.string(),
        feedId: z.string(),
        uid: z.string().describe('Of the subscriber.'),
        kinds,
        started: z.boolean().describe('Media flows.'),
        held: z.boolean().describe('The picture is held back: the downlink has no room for it.'),
        lossShare: z.number().describe('Of packets, from 0 to 1, before repair, as the receiver said last.'),
        size: z
          .object({ widthPx: count, heightPx: count })
          .nullable()
          .describe('Of the picture that it gets. null: it has not said.'),
      }),
    ),
  })
  .meta({ id: 'RoomDetails' })

const to = z
  .array(uidSchema)
  .min(1)
  .max(limits.messageRecipients)
  .optional()
  .describe('Participants; everybody without it.')

const messageSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('text').describe('For people.'),
      text: z.string().min(1).max(limits.textLength),
      to,
    }),
    z.strictObject({
      kind: z.literal('command').describe('For programs.'),
      name: z.string().min(1).max(limits.commandNameLength),
      payload: anyJson.describe(`At most ${limits.commandPayloadLength} characters as text.`),
      to,
    }),
  ])
  .meta({ id: 'RoomMessage' })

const sentSchema = z
  .object({ messageId: z.string(), recipients: z.array(z.string()).describe('Who get it.') })
  .meta({ id: 'SentMessage' })

export function roomRoutes({ rooms }: { readonly rooms: RoomDirectory }): Route[] {
  const params = z.object({ roomId: id })
  const scope = {
    of: 'thing',
    appOf: async ({ roomId = '' }: Readonly<Record<string, string>>) => rooms.bizNameOf(roomId),
    missing: 'ROOM_NOT_FOUND',
  } as const

  return [
    route({
      operationId: 'listRooms',
      method: 'GET',
      path: '/rooms',
      tag,
      summary: 'Rooms that are open, the latest first',
      access: { by: 'permission', permission: 'rooms.read', scope: { of: 'list' } },
      query: pageQuery.extend({ bizName: bizName.optional() }),
      answer: { status: 200, json: pageOf(roomSchema) },
      errors: ['CURSOR_INVALID'],
      handle: async ({ query, app }) => {
        const found = await page(
          query,
          async (after, limit) => rooms.list({ bizName: app, after: placeOf(after), limit }),
          ({ createdAt, roomId }) => `${createdAt} ${roomId}`,
        )
        return { ...found, items: found.items.map(roomView) }
      },
    }),

    route({
      operationId: 'getRoom',
      method: 'GET',
      path: '/rooms/{roomId}',
      tag,
      summary: 'One room: who is in it, what they publish, who watches what',
      access: { by: 'permission', permission: 'rooms.read', scope },
      params,
      answer: { status: 200, json: detailsSchema },
      errors: ['ROOM_NOT_FOUND'],
      handle: async ({ params: { roomId } }) => detailsView(rooms.inspect(roomId)),
    }),

    route({
      operationId: 'endRoom',
      method: 'DELETE',
      path: '/rooms/{roomId}',
      tag,
      summary: 'End a room',
      description: 'Everybody in it hears `room.closed` with the reason `roomEnded`.',
      access: { by: 'permission', permission: 'rooms.control', scope },
      params,
      answer: { status: 204 },
      errors: ['ROOM_NOT_FOUND'],
      audit: 'rooms.end',
      handle: async ({ params: { roomId }, changed }) => {
        const { bizName: app, participants } = rooms.inspect(roomId)
        rooms.end(roomId)
        changed({ target: roomId, bizName: app, before: { participants: participants.map(({ uid }) => uid) } })
        return undefined
      },
    }),

    route({
      operationId: 'kickParticipant',
      method: 'DELETE',
      path: '/rooms/{roomId}/participants/{uid}',
      tag,
      summary: 'Send a participant out of a room',
      description: 'They hear `room.closed`, the others `room.participantLeft`, with the reason `kicked`.',
      access: { by: 'permission', permission: 'rooms.control', scope },
      params: params.extend({ uid: id }),
      answer: { status: 204 },
      errors: ['ROOM_NOT_FOUND', 'PARTICIPANT_NOT_FOUND'],
      audit: 'rooms.kick',
      handle: async ({ params: { roomId, uid }, changed }) => {
        const app = rooms.bizNameOf(roomId)
        rooms.kick(roomId, uid)
        changed({ target: roomId, bizName: app, before: { uid } })
        return undefined
      },
    }),

    route({
      operationId: 'sendRoomMessage',
      method: 'POST',
      path: '/rooms/{roomId}/messages',
      tag,
      summary: 'Send a text or a command into a room',
      description: 'Participants get it as `text.received` or `command.received` from `@server`.',
      access: { by: 'permission', permission: 'rooms.control', scope },
      params,
      body: messageSchema,
      answer: { status: 201, json: sentSchema },
      errors: ['ROOM_NOT_FOUND', 'PARTICIPANT_NOT_FOUND'],
      audit: 'rooms.sendMessage',
      handle: async ({ params: { roomId }, body, changed }) => {
        const app = rooms.bizNameOf(roomId)
        const { messageId, recipients } = rooms.send(roomId, messageOf(body), body.to)
        changed({ target: roomId, bizName: app, after: { kind: body.kind, messageId, recipients: recipients.length } })
        return { messageId, recipients: [...recipients] }
      },
    }),
  ]
}

function messageOf(body: z.output<typeof messageSchema>) {
  if (body.kind === 'text') return { kind: 'text', text: body.text } as const
  return { kind: 'command', name: body.name, payload: JSON.stringify(body.payload) } as const
}

function placeOf(key: string | undefined) {
  if (key === undefined) return undefined
  const [createdAt, roomId] = key.split(' ')
  if (roomId !== undefined && Number.isSafeInteger(Number(createdAt))) return { createdAt: Number(createdAt), roomId }
  throw new ApiError('CURSOR_INVALID', undefined, { field: 'cursor' })
}

function roomView({ createdAt, recordIds, ...room }: OpenRoom) {
  return { ...room, createdAt: iso(new Date(createdAt)), recordIds: [...recordIds] }
}

function detailsView({ participants, feeds, subscriptions, ...room }: RoomDetails) {
  return {
    ...roomView(room),
    participants: participants.map(({ uid, displayName, joinedAt, connected, route: by = 'server' as const }) => ({
      uid,
      displayName: displayName ?? null,
      joinedAt: iso(new Date(joinedAt)),
      connected,
      route: by,
    })),
    feeds: [...feeds],
    subscriptions: subscriptions.map(({ kinds: watched, isStarted, isHeld, size, ...subscription }) => ({
      ...subscription,
      kinds: [...watched],
      started: isStarted,
      held: isHeld,
      size: size ?? null,
    })),
  }
}
