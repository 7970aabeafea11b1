import type { Clock } from '../clock.ts'

/** An acknowledgement waits this long for a message of ours to ride on. */
const delayMs = 100
/** ... but not while the server keeps more than this many messages for us. */
const mostUnacknowledged = 32

/** Decides when to acknowledge what the server sent. */
export class Acknowledger {
  readonly #clock: Clock
  readonly #send: (ack: number) => void
  #received = 0
  #acknowledged = 0
  #cancelTimer: (() => void) | undefined

  /** @param send sends an acknowledgement on its own */
  constructor(clock: Clock, send: (ack: number) => void) {
    this.#clock = clock
    this.#send = send
  }

  /** A message arrived, maybe one that we had seen: then the server missed our acknowledgement. */
  received(seq: number): void {
    this.#received = seq
    if (seq - this.#acknowledged > mostUnacknowledged) this.#acknowledge()
    else this.#cancelTimer ??= this.#clock.setTimer(delayMs, () => this.#acknowledge())
  }

  /** The acknowledgement rides on a frame that is sent now. */
  ride(): number {
    this.close()
    this.#acknowledged = this.#received
    return this.#acknowledged
  }

  close(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = undefined
  }

  #acknowledge(): void {
    this.#send(this.ride())
  }
}
