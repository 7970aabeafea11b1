/** Things that are there, but are another call app's: no key that is confined to one app reaches them. */

import { recordingParametersSchema } from '@mrtc/protocol'
import type { ApiErrorCode } from '@mrtc/protocol/api'
import { allPermissions } from '@mrtc/protocol/api'
import type { RoomDirectory } from '../../calls/contract.ts'
import type { WebhookMessage } from '../../webhooks/message.ts'
import type { Method, Route, Scope } from '../route.ts'
import type { ForbiddenPair } from './forbidden.ts'
import { noRooms } from './no-rooms.ts'
import type { TestApi } from './server.ts'

const owner = { bizName: 'things-owner', appId: 'app', workspaceId: 'default' }
const intruder = 'things-intruder'
const roomId = 'room-of-things-owner'
const recordId = 'recording-of-things-owner'
const deliveryId = 'delivery-of-things-owner'
/** What parameters of paths name, in routes about things of an app. */
const things: Readonly<Record<string, string>> = {
  ...{ bizName: owner.bizName, roomId, recordId, deliveryId },
  ...{ uid: 'alice', index: '0', keyId: 'any' },
}

/** A server with one room. Whoever gets as far as to do something to it was let in. */
export const roomsWithThings: RoomDirectory = {
  ...noRooms,
  bizNameOf: (asked) => (asked === roomId ? owner.bizName : undefined),
}

export async function thingPairs(api: TestApi): Promise<ForbiddenPair[]> {
  await putThings(api)
  const program = await api.program(allPermissions, intruder)
  return api.routes.flatMap(({ method, path, access }) => {
    const wanted = access.by === 'permission' && isThere(path) ? codeOf(access.scope) : undefined
    if (wanted === undefined) return []
    const pair: ForbiddenPair = {
      who: 'a key of another call app, of a thing that is there',
      what: `${method} ${path}`,
      code: wanted,
      ask: () =>
        program.ask(
          method,
          path.replace(/\{(\w+)\}/g, (_, name) => things[name] ?? ''),
          bodyOf(method),
        ),
    }
    return [pair]
  })
}

async function putThings({ store }: TestApi): Promise<void> {
  for (const bizName of [owner.bizName, intruder]) await store.callApps.create({ ...owner, bizName, name: bizName })
  await store.recordings.save({
    ...{ ...owner, recordId, roomId, startedBy: 'alice', state: 'ready', failure: null },
    parameters: recordingParametersSchema.parse({}),
    ...{ startedAt: new Date(), endedAt: new Date(), files: [] },
  })
  const at = Date.now()
  const message: WebhookMessage = {
    ...{ deliveryId, app: owner, topic: 'rooms' as const, roomId, eventCode: 1, at },
    more: {},
  }
  await store.webhookDeliveries.record({
    messages: [{ message, retryUntil: new Date(at) }],
    ...{ rooms: [], roomsGone: [] },
  })
}

function isThere(path: Route['path']): boolean {
  return [...path.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => name in things)
}

function codeOf(scope: Scope): ApiErrorCode | undefined {
  if (scope.of === 'thing') return scope.missing
  return scope.of === 'path' ? 'APP_OUT_OF_SCOPE' : undefined
}

const bodyOf = (method: Method) => (method === 'GET' || method === 'DELETE' ? undefined : {})
