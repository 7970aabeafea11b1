/** Handlers of `peer.*`: what two participants tell each other to connect directly, and everyone of how they are. */
import { MrtcError } from '@mrtc/protocol'
import { event, setRoute } from '../rooms/index.ts'
import type { RequestHandlers } from '../signaling/contract.ts'
import type { CallService } from './service.ts'

export function peerHandlers(calls: CallService): Pick<RequestHandlers, 'peer.signal' | 'peer.setRoute'> {
  return {
    'peer.signal'({ to, signal }, { session }) {
      const { room, uid } = calls.seatOf(session)
      // One who is on their way back negotiates anew: what is said now would be of no use then.
      const seat = room.seats.get(to)
      if (!seat) throw new MrtcError('PARTICIPANT_NOT_FOUND', undefined, { field: 'to' })
      calls.outbox.post(seat.session, event('peer.signalled', { from: uid, signal }))
      return {}
    },

    'peer.setRoute'({ route }, { session }) {
      const { room, uid } = calls.seatOf(session)
      calls.apply(room, setRoute(calls.stateOf(room), { uid, route }))
      return {}
    },
  }
}
