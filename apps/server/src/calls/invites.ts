/** Handlers of `invite.*`: asking people who are connected into a room. */
import { limits, MrtcError } from '@mrtc/protocol'
import { event } from '../rooms/index.ts'
import type { CallerSession, RequestHandlers } from '../signaling/contract.ts'
import type { CallService } from './service.ts'

type InviteHandlers = Pick<RequestHandlers, 'invite.send' | 'invite.cancel' | 'invite.reply'>

export function inviteHandlers(calls: CallService): InviteHandlers {
  return {
    'invite.send'({ invitee, channel, extra }, { session }) {
      const seat = calls.seatOf(session)
      const { room, uid: inviter } = seat
      const { roomId } = room
      const { participants, rtoken } = calls.stateOf(room)
      if (channel === 'alipay') {
        throw new MrtcError('FEATURE_UNAVAILABLE', 'Only people who are connected can be invited, channel web.')
      }
      if (participants.has(invitee)) {
        throw new MrtcError('PARAMETER_INVALID', `${invitee} is in this room already.`, { field: 'invitee' })
      }
      const { invites } = calls
      if (invites.has({ roomId, inviter, invitee })) return {}
      const called = calls.online.find(session.app, invitee)
      if (!called || calls.seatIfAny(called)) {
        const reply = called ? 'busy' : 'offline'
        calls.outbox.post(session, event('invite.replied', { roomId, invitee, reply }))
        return {}
      }
      if (invites.countOf({ roomId, inviter }) >= limits.invitesPerParticipant) {
        throw new MrtcError('INVITE_LIMIT', undefined, { data: { limit: limits.invitesPerParticipant } })
      }
      const invite = { roomId, inviter, invitee }
      invites.add(invite, { inviter: session, invitee: called }, () => {
        calls.outbox.post(session, event('invite.replied', { roomId, invitee, reply: 'timeout' }))
        calls.outbox.post(called, event('invite.cancelled', { roomId, inviter, why: 'timeout' }))
      })
      calls.outbox.post(called, event('invite.received', { roomId, rtoken, inviter, extra }))
      return {}
    },

    'invite.cancel'({ invitee }, { session }) {
      const { room, uid: inviter } = calls.seatOf(session)
      const { roomId } = room
      const parties = calls.invites.take({ roomId, inviter, invitee })
      if (!parties) throw new MrtcError('INVITE_NOT_FOUND', undefined, { field: 'invitee' })
      calls.outbox.post(parties.invitee, event('invite.cancelled', { roomId, inviter, why: 'cancelled' }))
      return {}
    },

    'invite.reply'({ roomId, inviter, reply }, { session }) {
      const invitee = session.uid
      const parties = calls.invites.take({ roomId, inviter, invitee })
      if (!parties || !isSame(parties.invitee, session))
        throw new MrtcError('INVITE_NOT_FOUND', undefined, { field: 'roomId' })
      calls.outbox.post(parties.inviter, event('invite.replied', { roomId, invitee, reply }))
      return {}
    },
  }
}

function isSame(a: CallerSession, b: CallerSession): boolean {
  return a.sessionId === b.sessionId
}

/** A session is over: whoever waits for its reply hears so, and whom it invited too. */
export function partyGone(calls: CallService, session: CallerSession): void {
  inviterLeft(calls, session)
  for (const { invite, parties } of calls.invites.takeOf(session, ['invitee'])) {
    const { roomId, invitee } = invite
    calls.outbox.post(parties.inviter, event('invite.replied', { roomId, invitee, reply: 'offline' }))
  }
}

/** Somebody left a room: their invitations into it are void. */
export function inviterLeft(calls: CallService, session: CallerSession): void {
  for (const { invite, parties } of calls.invites.takeOf(session, ['inviter'])) {
    const { roomId, inviter } = invite
    calls.outbox.post(parties.invitee, event('invite.cancelled', { roomId, inviter, why: 'cancelled' }))
  }
}
