/** Events on their way to sessions, kept in order and behind the answers of the requests that cause them. */
import type { AnyEvent } from '@mrtc/protocol'
import type { CallerSession } from '../signaling/contract.ts'

/**
 * Sends what was posted when the current turn of the event loop is over. A handler changes the room last and then
 * returns; its answer goes out within the same turn, so that it precedes the events, to everyone in the same order.
 */
export class Outbox {
  #pending: { readonly session: CallerSession; readonly event: AnyEvent }[] = []
  #flushing: NodeJS.Immediate | undefined

  post(session: CallerSession, event: AnyEvent): void {
    this.#pending.push({ session, event })
    this.#flushing ??= setImmediate(() => this.flush())
  }

  /** Forgets what was for a session that is over. */
  drop(session: CallerSession): void {
    this.#pending = this.#pending.filter((item) => item.session !== session)
  }

  flush(): void {
    clearImmediate(this.#flushing)
    this.#flushing = undefined
    const pending = this.#pending
    this.#pending = []
    for (const { session, event } of pending) session.send(event.name, event.payload)
  }
}
