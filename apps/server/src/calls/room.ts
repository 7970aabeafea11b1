/** Handlers of `room.*`. */
import { MrtcError, type RequestParams, type RequestResult } from '@mrtc/protocol'
import { createRoom, type Joiner, joinRoom, kick, leaveRoom, type RoomState, snapshotOf } from '../rooms/index.ts'
import type { CallerSession, RequestContext, RequestHandlers } from '../signaling/contract.ts'
import { unlessAborted } from './abort.ts'
import { appKeyOf } from './app-key.ts'
import { isSameToken, newRoomToken } from './ids.ts'
import type { LiveRoom } from './live-room.ts'
import type { CallService } from './service.ts'

type RoomHandlers = Pick<RequestHandlers, 'room.create' | 'room.join' | 'room.leave' | 'room.kick' | 'room.sync'>

export function roomHandlers(calls: CallService): RoomHandlers {
  /** Entering a room takes a signature of its own, besides the one that the session was opened with. */
  async function checkSignature(sign: string, { session, signal }: RequestContext): Promise<void> {
    await unlessAborted(signal, calls.signatures.check({ ...session.app, uid: session.uid }, sign))
  }

  function entered(room: LiveRoom, state: RoomState): RequestResult<'room.create'> {
    return { rtoken: state.rtoken, state: snapshotOf(state), rtpCapabilities: calls.capabilitiesOf(room) }
  }

  return {
    async 'room.create'({ sign, displayName, direct }, context) {
      const { session, signal } = context
      calls.assertNotInRoom(session)
      calls.assertPlaceForRoom({ appKey: appKeyOf(session.app), creatorUid: session.uid })
      await checkSignature(sign, context)
      const room = calls.prepareRoom(session.app)
      try {
        await unlessAborted(signal, room.openMedia())
        calls.assertNotInRoom(session)
        const state = createRoom({
          roomId: room.roomId,
          rtoken: newRoomToken(),
          appKey: appKeyOf(session.app),
          creator: joinerOf(session, { displayName, direct }),
          now: Date.now(),
        })
        calls.open(room, state)
        calls.seat(session, room)
        return entered(room, state)
      } catch (error) {
        room.close()
        throw error
      }
    },

    async 'room.join'({ roomId, rtoken, sign, displayName, direct, returning = false }, context) {
      const { session } = context
      calls.assertNotInRoom(session)
      await checkSignature(sign, context)
      calls.assertNotInRoom(session)
      const { room, state } = calls.findRoom(session.app, roomId)
      if (!isSameToken(rtoken, state.rtoken)) throw new MrtcError('ROOM_TOKEN_INVALID', undefined, { field: 'rtoken' })
      if (returning && calls.isVacant(room, session.uid)) return entered(room, calls.comeBack(session, room))
      calls.assertPlaceIn(room)
      const outcome = joinRoom(state, {
        joiner: joinerOf(session, { displayName, direct }),
        now: Date.now(),
        maxParticipants: calls.maxParticipantsOf(session.app),
      })
      calls.apply(room, outcome)
      calls.seat(session, room)
      return entered(room, outcome.state)
    },

    'room.leave'(_, { session }) {
      const { room, uid } = calls.seatOf(session)
      calls.apply(room, leaveRoom(calls.stateOf(room), { uid, reason: 'left' }))
      return {}
    },

    'room.kick'({ uid }, { session }) {
      const { room, uid: by } = calls.seatOf(session)
      calls.apply(room, kick(calls.stateOf(room), { by, uid }))
      return {}
    },

    'room.sync'(_, { session }) {
      return { state: snapshotOf(calls.stateOf(calls.seatOf(session).room)) }
    },
  }
}

type Introduction = Pick<RequestParams<'room.create'>, 'displayName' | 'direct'>

function joinerOf({ uid, connected }: CallerSession, { displayName, direct }: Introduction): Joiner {
  return {
    uid,
    connected,
    ...(displayName === undefined ? {} : { displayName }),
    ...(direct === undefined ? {} : { direct }),
  }
}
