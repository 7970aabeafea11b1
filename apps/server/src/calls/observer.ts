/** What the life of a session means for the room that it is in. */
import type { LeaveReason } from '@mrtc/protocol'
import { leaveRoom, setConnected } from '../rooms/index.ts'
import type { CallerSession, SessionEnd, SessionObserver } from '../signaling/contract.ts'
import { partyGone } from './invites.ts'
import type { CallService } from './service.ts'

/** What the others are told of a participant whose session ended. */
const leaveReasons: Readonly<Record<Exclude<SessionEnd, 'shutdown'>, LeaveReason>> = {
  closed: 'left',
  expired: 'lost',
  overflow: 'lost',
  takenOver: 'takenOver',
}

export function sessionObserver(calls: CallService): SessionObserver {
  function changeConnected(session: CallerSession, connected: boolean): void {
    const seat = calls.seatIfAny(session)
    if (seat) calls.apply(seat.room, setConnected(calls.stateOf(seat.room), { uid: seat.uid, connected }))
  }
  return {
    opened: (session) => calls.online.add(session),
    suspended: (session) => changeConnected(session, false),
    resumed: (session) => changeConnected(session, true),
    ended(session, end) {
      calls.online.remove(session)
      partyGone(calls, session)
      const seat = calls.seatIfAny(session)
      if (!seat) return
      // It comes back to its place when the server does.
      if (end === 'shutdown') calls.vacate(seat)
      else calls.apply(seat.room, leaveRoom(calls.stateOf(seat.room), { uid: seat.uid, reason: leaveReasons[end] }))
      calls.outbox.drop(session)
    },
  }
}
