/** Handlers of `text.*`. A text waits for nobody: who is away gets it on coming back, within the session's life. */
import { limits, MrtcError } from '@mrtc/protocol'
import { event } from '../rooms/index.ts'
import type { RequestHandlers } from '../signaling/contract.ts'
import { newId } from './ids.ts'
import type { Seat } from './seat.ts'
import type { CallService } from './service.ts'

type TextHandlers = Pick<RequestHandlers, 'text.send' | 'text.acknowledge'>

export function textHandlers(calls: CallService): TextHandlers {
  return {
    'text.send'({ text, to }, { session }) {
      const sender = calls.seatOf(session)
      const { room, uid } = sender
      const { participants } = calls.stateOf(room)
      const recipients = to ? named(participants, to) : [...participants.keys()].filter((other) => other !== uid)
      checkVolume(sender, Buffer.byteLength(text) * recipients.length)
      const messageId = newId()
      const now = Date.now()
      room.texts.sent({ messageId, from: uid, recipients, now })
      const received = event('text.received', { messageId, from: uid, text, sentAt: now })
      for (const recipient of recipients) {
        const seat = room.seats.get(recipient)
        if (seat) calls.outbox.post(seat.session, received)
        else room.keepText(recipient, received)
      }
      calls.metrics.textsSent.inc(recipients.length)
      return { messageId, recipients }
    },

    'text.acknowledge'({ messageIds }, { session }) {
      const { room, uid } = calls.seatOf(session)
      for (const [sender, delivered] of room.texts.acknowledged({ messageIds, uid })) {
        calls.metrics.textsDelivered.inc(delivered.length)
        const seat = room.seats.get(sender)
        if (seat) calls.outbox.post(seat.session, event('text.delivered', { messageIds: delivered, uid }))
      }
      return {}
    },
  }
}

/**
 * A count of requests alone would let one participant send a room as much as 100 MB a second.
 * @throws MrtcError RATE_LIMITED saying when to try again
 */
function checkVolume({ textBytes }: Seat, sizeBytes: number): void {
  const nowMs = performance.now()
  if (textBytes.take(nowMs, sizeBytes)) return
  const data = { sizeBytes, limitBytesPerSecond: limits.textBytesPerSecond, retryAfterMs: textBytes.waitMs(sizeBytes) }
  throw new MrtcError('RATE_LIMITED', 'Too much text for so many receivers: send less, or later.', { data })
}

/** @throws MrtcError PARTICIPANT_NOT_FOUND naming all who are not there; nobody gets anything then */
function named(participants: ReadonlyMap<string, unknown>, uids: readonly string[]): string[] {
  const unique = [...new Set(uids)]
  const absent = unique.filter((uid) => !participants.has(uid))
  if (absent.length > 0) {
    const message = `Not in this room: ${absent.join(', ')}.`
    throw new MrtcError('PARTICIPANT_NOT_FOUND', message, { field: 'to', data: { uids: absent } })
  }
  return unique
}
