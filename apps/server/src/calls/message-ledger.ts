/** Messages of a room that wait for their receivers' acknowledgement. */
import type { MessageKind } from '@mrtc/protocol'

/** Past these a message is forgotten: its late acknowledgement tells nobody anything. */
const messageTtlMs = 10 * 60 * 1_000
const messagesRemembered = 1_000

interface PendingMessage {
  readonly kind: MessageKind
  readonly from: string
  readonly waiting: Set<string>
  readonly sentAt: number
}

/** Messages of one sender and kind that have arrived. */
export interface Delivered {
  readonly from: string
  readonly kind: MessageKind
  readonly messageIds: string[]
}

/** No clock of its own: `now` is in milliseconds, of the clock that `sent` is given. */
export class MessageLedger {
  /** Oldest first. */
  readonly #pending = new Map<string, PendingMessage>()

  get size(): number {
    return this.#pending.size
  }

  sent(message: {
    readonly messageId: string
    readonly kind: MessageKind
    readonly from: string
    readonly recipients: readonly string[]
    readonly now: number
  }): void {
    const { messageId, kind, from, recipients, now } = message
    this.#forget(now)
    if (recipients.length === 0) return
    this.#pending.set(messageId, { kind, from, waiting: new Set(recipients), sentAt: now })
  }

  /** @returns by sender and kind, the messages of which this acknowledgement is news */
  acknowledged({ messageIds, uid }: { messageIds: readonly string[]; uid: string }): Delivered[] {
    const news = new Map<string, Delivered>()
    for (const messageId of messageIds) {
      const message = this.#pending.get(messageId)
      if (!message?.waiting.delete(uid)) continue
      const { kind, from, waiting } = message
      if (waiting.size === 0) this.#pending.delete(messageId)
      const key = `${kind} ${from}`
      const delivered = news.get(key) ?? { from, kind, messageIds: [] }
      delivered.messageIds.push(messageId)
      news.set(key, delivered)
    }
    return [...news.values()]
  }

  #forget(now: number): void {
    for (const [messageId, { sentAt }] of this.#pending) {
      if (this.#pending.size < messagesRemembered && now - sentAt <= messageTtlMs) return
      this.#pending.delete(messageId)
    }
  }
}
