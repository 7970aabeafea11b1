/** Enough for every message that the server may repeat to a session. */
const remembered = 1_000

/** Tells messages that were seen from new ones: one may come again when our acknowledgement was lost with a session. */
export class MessageInbox {
  readonly #seen = new Set<string>()

  /** @returns whether this message is new */
  take(messageId: string): boolean {
    if (this.#seen.has(messageId)) return false
    this.#seen.add(messageId)
    if (this.#seen.size > remembered) {
      // A set keeps the order of insertion: the first is the oldest.
      for (const oldest of this.#seen) {
        this.#seen.delete(oldest)
        break
      }
    }
    return true
  }
}
