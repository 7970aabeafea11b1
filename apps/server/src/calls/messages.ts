/**
 * What participants send each other and each receiver acknowledges: texts, commands, files. A message waits for nobody:
 * who is away gets it on coming back, within the session's life.
 */
import { type AnyEvent, limits, type MessageKind, MrtcError } from '@mrtc/protocol'
import { event, peopleIn } from '../rooms/index.ts'
import type { CallerSession, RequestHandlers } from '../signaling/contract.ts'
import { newId } from './ids.ts'
import type { LiveRoom } from './live-room.ts'
import type { Seat } from './seat.ts'
import type { CallService } from './service.ts'

export interface SentMessage {
  readonly messageId: string
  /** When the server took it, in milliseconds since 1970. */
  readonly sentAt: number
}

export interface MessageToSend {
  readonly kind: MessageKind
  readonly from: string
  readonly recipients: readonly string[]
  /** One object for all where it is the same for all: then it is written out once. */
  readonly eventFor: (message: SentMessage) => (recipient: string) => AnyEvent
}

/** Sends a message to these participants; the sender hears of each acknowledgement. */
export function sendMessage(calls: CallService, room: LiveRoom, message: MessageToSend): SentMessage {
  const { kind, from, recipients, eventFor } = message
  const sent = { messageId: newId(), sentAt: Date.now() }
  room.messages.sent({ messageId: sent.messageId, kind, from, recipients, now: sent.sentAt })
  const eventOf = eventFor(sent)
  for (const recipient of recipients) {
    const received = eventOf(recipient)
    const seat = room.seats.get(recipient)
    if (seat) calls.outbox.post(seat.session, received)
    else room.keepMessage(recipient, received)
  }
  return sent
}

/** What a participant has to say in a request: to whom, and how much it is. */
export interface Utterance {
  readonly to: readonly string[] | undefined
  readonly sizeBytes: number
}

/**
 * @returns who says it, and to whom: everyone else without `to`
 * @throws MrtcError NOT_IN_ROOM, PARTICIPANT_NOT_FOUND, RATE_LIMITED
 */
export function addressed(calls: CallService, session: CallerSession, { to, sizeBytes }: Utterance) {
  const sender = calls.seatOf(session)
  const state = calls.stateOf(sender.room)
  const recipients = to ? named(state.participants, to) : peopleIn(state).filter((other) => other !== sender.uid)
  checkVolume(sender, sizeBytes * recipients.length)
  return { room: sender.room, from: sender.uid, recipients }
}

export function messageHandlers(calls: CallService): Pick<RequestHandlers, 'message.acknowledge'> {
  return {
    'message.acknowledge'({ messageIds }, { session }) {
      const { room, uid } = calls.seatOf(session)
      for (const { from, kind, messageIds: delivered } of room.messages.acknowledged({ messageIds, uid })) {
        if (kind === 'text') calls.metrics.textsDelivered.inc(delivered.length)
        const seat = room.seats.get(from)
        if (seat) calls.outbox.post(seat.session, event('message.delivered', { kind, messageIds: delivered, uid }))
      }
      return {}
    },
  }
}

/**
 * A count of requests alone would let one participant send a room as much as 100 MB a second.
 * @throws MrtcError RATE_LIMITED saying when to try again
 */
function checkVolume({ messageBytes }: Seat, sizeBytes: number): void {
  const nowMs = performance.now()
  if (messageBytes.take(nowMs, sizeBytes)) return
  const retryAfterMs = messageBytes.waitMs(sizeBytes)
  const data = { sizeBytes, limitBytesPerSecond: limits.messageBytesPerSecond, retryAfterMs }
  throw new MrtcError('RATE_LIMITED', 'Too much for so many receivers: send less, or later.', { data })
}

/** @throws MrtcError PARTICIPANT_NOT_FOUND naming all who are not there; nobody gets anything then */
export function named(participants: ReadonlyMap<string, unknown>, uids: readonly string[]): string[] {
  const unique = [...new Set(uids)]
  const absent = unique.filter((uid) => !participants.has(uid))
  if (absent.length > 0) {
    const message = `Not in this room: ${absent.join(', ')}.`
    throw new MrtcError('PARTICIPANT_NOT_FOUND', message, { field: 'to', data: { uids: absent } })
  }
  return unique
}
