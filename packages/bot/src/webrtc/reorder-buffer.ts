import { SequenceUnwrapper } from './sequence.ts'

/** A packet in order, or how many packets before the next one are lost for good. */
export type Ordered<P> =
  | { readonly type: 'packet'; readonly packet: P }
  | { readonly type: 'gap'; readonly lostPackets: number }

interface Waiting<P> {
  readonly packet: P
  readonly arrivedAt: number
}

/** So many packets held mean that the missing one is not coming: the memory it takes stays bounded. */
const heldPacketsMax = 2_000

/**
 * Puts packets in order of their sequence numbers. Those that come in order pass at once; behind a gap they wait for
 * the missing one at most `maxWaitMs` (time for a retransmission). It has no clock: call `expire` at `deadline`.
 */
export class ReorderBuffer<P> {
  readonly #maxWaitMs: number
  readonly #unwrapper = new SequenceUnwrapper()
  readonly #held = new Map<number, Waiting<P>>()
  #next: number | undefined

  constructor(maxWaitMs: number) {
    this.#maxWaitMs = maxWaitMs
  }

  /** When `expire` has something to do, in the caller's clock. */
  get deadline(): number | undefined {
    let oldest: number | undefined
    for (const { arrivedAt } of this.#held.values()) oldest = Math.min(oldest ?? arrivedAt, arrivedAt)
    return oldest === undefined ? undefined : oldest + this.#maxWaitMs
  }

  /** Late packets and duplicates are dropped. */
  push(sequenceNumber: number, packet: P, nowMs: number): Ordered<P>[] {
    const extended = this.#unwrapper.unwrap(sequenceNumber)
    this.#next ??= extended
    if (extended < this.#next || this.#held.has(extended)) return []
    this.#held.set(extended, { packet, arrivedAt: nowMs })
    const released = this.#releaseInOrder()
    if (this.#held.size > heldPacketsMax) released.push(...this.#skipGap())
    return released
  }

  expire(nowMs: number): Ordered<P>[] {
    const released: Ordered<P>[] = []
    for (let deadline = this.deadline; deadline !== undefined && deadline <= nowMs; deadline = this.deadline) {
      released.push(...this.#skipGap())
    }
    return released
  }

  #releaseInOrder(): Ordered<P>[] {
    const released: Ordered<P>[] = []
    if (this.#next === undefined) return released
    for (let held = this.#held.get(this.#next); held !== undefined; held = this.#held.get(this.#next)) {
      this.#held.delete(this.#next)
      this.#next++
      released.push({ type: 'packet', packet: held.packet })
    }
    return released
  }

  #skipGap(): Ordered<P>[] {
    const first = Math.min(...this.#held.keys())
    const lostPackets = first - (this.#next ?? first)
    this.#next = first
    const released = this.#releaseInOrder()
    return lostPackets > 0 ? [{ type: 'gap', lostPackets }, ...released] : released
  }
}
