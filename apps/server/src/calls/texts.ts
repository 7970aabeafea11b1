/** Handlers of `text.*`. A text waits for nobody: who is away gets it on coming back, within the session's life. */
import { MrtcError } from '@mrtc/protocol'
import { event } from '../rooms/index.ts'
import type { RequestHandlers } from '../signaling/contract.ts'
import { newId } from './ids.ts'
import type { Seat } from './seat.ts'
import type { CallService } from './service.ts'

type TextHandlers = Pick<RequestHandlers, 'text.send' | 'text.acknowledge'>

export function textHandlers(calls: CallService): TextHandlers {
  return {
    'text.send'({ text, to }, { session }) {
      const { room, uid } = calls.seatOf(session)
      const receivers = to ? named(room.seats, to) : [...room.seats.values()].filter((seat) => seat.uid !== uid)
      const recipients = receivers.map((seat) => seat.uid)
      const messageId = newId()
      const now = Date.now()
      room.texts.sent({ messageId, from: uid, recipients, now })
      const received = event('text.received', { messageId, from: uid, text, sentAt: now })
      for (const seat of receivers) calls.outbox.post(seat.session, received)
      calls.metrics.textsSent.inc(recipients.length)
      return { messageId, recipients }
    },

    'text.acknowledge'({ messageId }, { session }) {
      const { room, uid } = calls.seatOf(session)
      const sender = room.texts.acknowledged({ messageId, uid })
      if (sender === undefined) return {}
      calls.metrics.textsDelivered.inc()
      const seat = room.seats.get(sender)
      if (seat) calls.outbox.post(seat.session, event('text.delivered', { messageId, uid }))
      return {}
    },
  }
}

/** @throws MrtcError PARTICIPANT_NOT_FOUND naming all who are not there; nobody gets anything then */
function named(seats: ReadonlyMap<string, Seat>, uids: readonly string[]): Seat[] {
  const unique = [...new Set(uids)]
  const absent = unique.filter((uid) => !seats.has(uid))
  if (absent.length > 0) {
    const message = `Not in this room: ${absent.join(', ')}.`
    throw new MrtcError('PARTICIPANT_NOT_FOUND', message, { field: 'to', data: { uids: absent } })
  }
  return unique.flatMap((uid) => seats.get(uid) ?? [])
}
