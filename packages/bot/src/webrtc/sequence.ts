/** Arithmetic on RTP sequence numbers (RFC 3550, 16 bits) and timestamps (32 bits), which wrap. */

const sequenceModulus = 0x1_0000
const sequenceHalf = sequenceModulus / 2
const timestampModulus = 0x1_0000_0000

/** Turns 16-bit sequence numbers into numbers that never wrap, by the nearest to the highest seen so far. */
export class SequenceUnwrapper {
  #highest: number | undefined

  unwrap(sequenceNumber: number): number {
    if (this.#highest === undefined) {
      this.#highest = sequenceNumber
      return sequenceNumber
    }
    const delta = (sequenceNumber - this.#highest) & (sequenceModulus - 1)
    const extended = delta < sequenceHalf ? this.#highest + delta : this.#highest + delta - sequenceModulus
    if (extended > this.#highest) this.#highest = extended
    return extended
  }
}

/** The 16 bits of an unwrapped sequence number that travel. */
export const toWireSequence = (extended: number): number => extended & (sequenceModulus - 1)

/** Any number of clock ticks as a 32-bit RTP timestamp. */
export const toWireTimestamp = (ticks: number): number =>
  ((Math.round(ticks) % timestampModulus) + timestampModulus) % timestampModulus

/** Unwraps 32-bit RTP timestamps by the nearest to the one before. */
export class TimestampUnwrapper {
  #last: number | undefined

  unwrap(timestamp: number): number {
    if (this.#last === undefined) {
      this.#last = timestamp
      return timestamp
    }
    const delta = (((timestamp - this.#last) % timestampModulus) + timestampModulus) % timestampModulus
    this.#last += delta < timestampModulus / 2 ? delta : delta - timestampModulus
    return this.#last
  }
}
