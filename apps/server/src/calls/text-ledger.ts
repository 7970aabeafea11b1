/** Texts of a room that wait for their receivers' acknowledgement. */

/** Past these a text is forgotten: its late acknowledgement tells nobody anything. */
const textTtlMs = 10 * 60 * 1_000
const textsRemembered = 1_000

interface PendingText {
  readonly from: string
  readonly waiting: Set<string>
  readonly sentAt: number
}

/** No clock of its own: `now` is in milliseconds, of the clock that `sent` is given. */
export class TextLedger {
  /** Oldest first. */
  readonly #pending = new Map<string, PendingText>()

  get size(): number {
    return this.#pending.size
  }

  sent(text: { messageId: string; from: string; recipients: readonly string[]; now: number }): void {
    const { messageId, from, recipients, now } = text
    this.#forget(now)
    if (recipients.length > 0) this.#pending.set(messageId, { from, waiting: new Set(recipients), sentAt: now })
  }

  /** @returns by sender, the texts of which this acknowledgement is news */
  acknowledged({ messageIds, uid }: { messageIds: readonly string[]; uid: string }): Map<string, string[]> {
    const news = new Map<string, string[]>()
    for (const messageId of messageIds) {
      const text = this.#pending.get(messageId)
      if (!text?.waiting.delete(uid)) continue
      if (text.waiting.size === 0) this.#pending.delete(messageId)
      news.set(text.from, [...(news.get(text.from) ?? []), messageId])
    }
    return news
  }

  #forget(now: number): void {
    for (const [messageId, { sentAt }] of this.#pending) {
      if (this.#pending.size < textsRemembered && now - sentAt <= textTtlMs) return
      this.#pending.delete(messageId)
    }
  }
}
