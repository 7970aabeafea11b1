import { SequenceUnwrapper, toWireSequence } from './sequence.ts'

/** A gap may be mere reordering: ask only when it has lasted this long. */
export const nackReorderingMs = 10
/** A packet that has not come after so many requests is given up. */
export const nackTriesMax = 10
/** Older than this a packet is of no use any more. */
export const nackAgeMaxMs = 1_500
/** A jump larger than this is a new stream rather than loss. */
export const nackGapMax = 1_000

interface MissingPacket {
  readonly since: number
  askedAt: number | undefined
  tries: number
}

/**
 * Decides which packets to ask for again (RFC 4585, generic NACK). It has no clock of its own.
 *
 * werift's own generator asks every 5 ms ten times in all, whatever the round trip, stops for good when packets are lost
 * around the wrap of the sequence number, and does not serve audio.
 */
export class NackGenerator {
  readonly #unwrapper = new SequenceUnwrapper()
  readonly #missing = new Map<number, MissingPacket>()
  #highest: number | undefined

  get pending(): boolean {
    return this.#missing.size > 0
  }

  /** @returns whether the packet is new; false for one received before or given up */
  received(sequenceNumber: number, nowMs: number): boolean {
    const extended = this.#unwrapper.unwrap(sequenceNumber)
    if (this.#highest === undefined) {
      this.#highest = extended
      return true
    }
    if (extended <= this.#highest) return this.#missing.delete(extended)
    if (extended - this.#highest > nackGapMax) this.#missing.clear()
    else {
      for (let missing = this.#highest + 1; missing < extended; missing++) {
        this.#missing.set(missing, { since: nowMs, askedAt: undefined, tries: 0 })
      }
    }
    this.#highest = extended
    return true
  }

  /** Sequence numbers to ask for now. Those asked for are asked again after a round trip. */
  due(nowMs: number, roundTripMs: number): number[] {
    const due: number[] = []
    for (const [extended, packet] of this.#missing) {
      if (packet.tries >= nackTriesMax || nowMs - packet.since > nackAgeMaxMs) {
        this.#missing.delete(extended)
        continue
      }
      const waited = packet.askedAt === undefined ? nowMs - packet.since : nowMs - packet.askedAt
      if (waited < (packet.askedAt === undefined ? nackReorderingMs : roundTripMs)) continue
      packet.askedAt = nowMs
      packet.tries++
      due.push(toWireSequence(extended))
    }
    return due
  }
}
