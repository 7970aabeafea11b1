/** One numbered message of a link. `body` is null where a reconcilable message was dropped: its number still counts. */
export interface Numbered<Body> {
  readonly seq: number
  readonly body: Body | null
}

/** What a received number means: process it, drop it as seen, or give up the socket because one is missing. */
export type Arrival = 'deliver' | 'duplicate' | 'gap'

/**
 * One side's memory of a reliable link, without sockets or clocks: numbers what it sends, keeps it until the peer
 * acknowledges, tells new from seen. A WebSocket keeps order within its life, so a gap can only mean a broken peer.
 */
export class ReliableLink<Out> {
  #nextSeq = 1
  #acknowledged = 0
  #received = 0
  #unacknowledged: Numbered<Out>[] = []

  /** The highest number received in order: what we acknowledge. */
  get received(): number {
    return this.#received
  }

  /** The highest number given to a message of ours. */
  get sent(): number {
    return this.#nextSeq - 1
  }

  /** How many messages the peer has yet to acknowledge. */
  get pending(): number {
    return this.#unacknowledged.length
  }

  /** Numbers a message and keeps it for replay. */
  send(body: Out): Numbered<Out> {
    const message = { seq: this.#nextSeq++, body }
    this.#unacknowledged.push(message)
    return message
  }

  /**
   * The peer has processed everything up to `ack`.
   * @returns false if it acknowledges what was never sent: the peer is not who it was.
   */
  acknowledge(ack: number): boolean {
    if (ack >= this.#nextSeq) return false
    if (ack > this.#acknowledged) {
      // Numbers are consecutive, so the place of the first one to keep is arithmetic, not a search.
      this.#unacknowledged.splice(0, ack - this.#acknowledged)
      this.#acknowledged = ack
    }
    return true
  }

  receive(seq: number): Arrival {
    if (seq <= this.#received) return 'duplicate'
    if (seq > this.#received + 1) return 'gap'
    this.#received = seq
    return 'deliver'
  }

  /** What to send again on a new socket, oldest first. */
  replay(): readonly Numbered<Out>[] {
    return this.#unacknowledged
  }

  /**
   * Empties waiting messages that the peer can reconcile otherwise.
   * @returns how many were emptied
   */
  drop(droppable: (body: Out) => boolean): number {
    let dropped = 0
    this.#unacknowledged = this.#unacknowledged.map((message) => {
      if (message.body === null || !droppable(message.body)) return message
      dropped += 1
      return { seq: message.seq, body: null }
    })
    return dropped
  }
}
