/** Rooms as those see and change them who are not in them. */
import { type AnyEvent, limits, MrtcError, serverNames } from '@mrtc/protocol'
import { endRoom, event, leaveRoom, peopleIn, type RoomState, snapshotOf } from '../rooms/index.ts'
import { appOfKey } from './app-key.ts'
import type { OpenRoom, OpenSubscription, RoomDirectory, ServerMessage } from './contract.ts'
import type { LiveRoom } from './live-room.ts'
import { named, sendMessage } from './messages.ts'
import { recordableRoom } from './recordings.ts'
import type { CallService } from './service.ts'

export function roomDirectory(calls: CallService): RoomDirectory {
  function found(roomId: string): { readonly room: LiveRoom; readonly state: RoomState } {
    const room = calls.openRoom(roomId)
    if (room) return { room, state: calls.stateOf(room) }
    throw new MrtcError('ROOM_NOT_FOUND', undefined, { field: 'roomId' })
  }

  function summaryOf(state: RoomState): OpenRoom {
    const { roomId, appKey, creatorUid, createdAt, feeds } = state
    return {
      roomId,
      bizName: appOfKey(appKey).bizName,
      creatorUid,
      createdAt,
      participantCount: peopleIn(state).length,
      feedCount: [...feeds.values()].filter((feed) => feed.state === 'published').length,
      recordIds: calls.recorder.active(roomId).map(({ recordId }) => recordId),
    }
  }

  return {
    list: ({ bizName, after, limit }) =>
      calls.openRoomIds
        .map((roomId) => found(roomId).state)
        .filter((state) => bizName === undefined || appOfKey(state.appKey).bizName === bizName)
        .sort(latestFirst)
        .filter((state) => after === undefined || latestFirst(after, state) < 0)
        .slice(0, limit)
        .map(summaryOf),

    bizNameOf(roomId) {
      const room = calls.openRoom(roomId)
      return room && appOfKey(calls.stateOf(room).appKey).bizName
    },

    inspect(roomId) {
      const { room, state } = found(roomId)
      const { participants, feeds } = snapshotOf(state)
      return { ...summaryOf(state), participants, feeds, subscriptions: subscriptionsOf(room, state) }
    },

    kick(roomId, uid) {
      const { room, state } = found(roomId)
      calls.apply(room, leaveRoom(state, { uid, reason: 'kicked' }))
    },

    end(roomId) {
      const { room, state } = found(roomId)
      calls.apply(room, endRoom(state))
    },

    send(roomId, message, to) {
      const { room, state } = found(roomId)
      assertSize(message)
      const recipients = to ? named(state.participants, to) : peopleIn(state)
      const { messageId } = sendMessage(calls, room, {
        kind: message.kind,
        from: serverNames.server,
        recipients,
        eventFor: (sent) => {
          const received = receivedOf(message, sent)
          return () => received
        },
      })
      return { messageId, recipients }
    },

    async record(roomId, { startedBy, parameters }) {
      const { room, state } = found(roomId)
      return calls.recorder.start(recordableRoom(calls, room, appOfKey(state.appKey)), { uid: startedBy, parameters })
    },
  }
}

type Place = Pick<OpenRoom, 'createdAt' | 'roomId'>

function latestFirst(a: Place, b: Place): number {
  if (a.createdAt !== b.createdAt) return b.createdAt - a.createdAt
  return a.roomId < b.roomId ? 1 : a.roomId > b.roomId ? -1 : 0
}

function subscriptionsOf(room: LiveRoom, { participants }: RoomState): OpenSubscription[] {
  return [...participants].flatMap(([uid, { subscriptions }]) =>
    [...subscriptions.values()].map(({ subscriptionId, feedId, kinds }) => {
      const watched = room.seats.get(uid)?.watched.get(subscriptionId)
      return {
        ...{ subscriptionId, feedId, uid, kinds },
        isStarted: watched?.started ?? false,
        isHeld: watched?.isHeld ?? false,
        lossShare: watched?.lossShare ?? 0,
        size: watched?.reportedSize,
      }
    }),
  )
}

function receivedOf(message: ServerMessage, sent: { readonly messageId: string; readonly sentAt: number }): AnyEvent {
  const common = { ...sent, from: serverNames.server }
  if (message.kind === 'text') return event('text.received', { ...common, text: message.text })
  return event('command.received', { ...common, name: message.name, payload: message.payload })
}

/** @throws MrtcError PARAMETER_INVALID: receivers would not take it */
function assertSize(message: ServerMessage): void {
  const [field, length, limit] =
    message.kind === 'text'
      ? ['text', message.text.length, limits.textLength]
      : ['payload', message.payload.length, limits.commandPayloadLength]
  if (length <= limit) return
  const text = `${field}: has ${length} characters, at most ${limit} are allowed.`
  throw new MrtcError('PARAMETER_INVALID', text, { field })
}
