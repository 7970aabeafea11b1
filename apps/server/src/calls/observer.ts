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

  function endInRoom(session: CallerSession, end: SessionEnd): void {
    partyGone(calls, session)
    const seat = calls.seatIfAny(session)
    if (!seat) return
    // It comes back to its place when the server does.
    if (end === 'shutdown') calls.vacate(seat)
    else calls.apply(seat.room, leaveRoom(calls.stateOf(seat.room), { uid: seat.uid, reason: leaveReasons[end] }))
    calls.outbox.drop(session)
  }

  /** By session id. */
  const suspendedAt = new Map<string, number>()
  const common = ({ app, sessionId, uid }: CallerSession, at: number) => ({ at, app, sessionId, uid })
  const roomIdOf = (session: CallerSession) => calls.seatIfAny(session)?.room.roomId

  return {
    opened(session) {
      calls.online.add(session)
      calls.happenings.tell({ kind: 'session.connected', ...common(session, Date.now()) })
    },
    suspended(session) {
      const now = Date.now()
      suspendedAt.set(session.sessionId, now)
      calls.happenings.tell({ kind: 'session.suspended', ...common(session, now), roomId: roomIdOf(session) })
      changeConnected(session, false)
    },
    resumed(session, cause) {
      const now = Date.now()
      const awayMs = now - (suspendedAt.get(session.sessionId) ?? now)
      suspendedAt.delete(session.sessionId)
      const roomId = roomIdOf(session)
      calls.happenings.tell({ kind: 'session.resumed', ...common(session, now), roomId, awayMs, cause })
      changeConnected(session, true)
    },
    ended(session, end) {
      calls.online.remove(session)
      suspendedAt.delete(session.sessionId)
      const roomId = roomIdOf(session)
      endInRoom(session, end)
      calls.happenings.tell({ kind: 'session.disconnected', ...common(session, Date.now()), roomId, end })
    },
  }
}
