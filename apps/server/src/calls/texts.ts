/** Handlers of `text.send` and `command.send`: both are messages, the one for people, the other for programs. */
import type { AnyEvent } from '@mrtc/protocol'
import { event } from '../rooms/index.ts'
import type { RequestHandlers } from '../signaling/contract.ts'
import { addressed, sendMessage } from './messages.ts'
import type { CallService } from './service.ts'

export function textHandlers(calls: CallService): Pick<RequestHandlers, 'text.send' | 'command.send'> {
  return {
    'text.send'({ text, to }, { session }) {
      const { room, from, recipients } = addressed(calls, session, { to, sizeBytes: Buffer.byteLength(text) })
      const { messageId } = sendMessage(calls, room, {
        kind: 'text',
        from,
        recipients,
        eventFor: (message) => sameForAll(event('text.received', { ...message, from, text })),
      })
      calls.metrics.textsSent.inc(recipients.length)
      return { messageId, recipients }
    },

    'command.send'({ name, payload, to }, { session }) {
      const sizeBytes = Buffer.byteLength(name) + Buffer.byteLength(payload)
      const { room, from, recipients } = addressed(calls, session, { to, sizeBytes })
      const { messageId } = sendMessage(calls, room, {
        kind: 'command',
        from,
        recipients,
        eventFor: (message) => sameForAll(event('command.received', { ...message, from, name, payload })),
      })
      return { messageId, recipients }
    },
  }
}

const sameForAll = (received: AnyEvent) => () => received
