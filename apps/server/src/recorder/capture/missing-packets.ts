/** Tells when packets of a picture are missing for good, so that a whole picture is worth asking for. */

const sequenceNumbers = 0x1_0000
/** RFC 3550, 5.1. */
const sequenceNumberOffset = 2
/** The sender is asked to repeat what is missing; by now it has come or will not. */
const repairMs = 500
/** Others ask for key frames, too: each costs the whole room bandwidth. */
const askEveryMs = 2_000

export class MissingPackets {
  /** When each was found to be missing, by sequence number. */
  readonly #missing = new Map<number, number>()
  #highest: number | undefined
  #askedAtMs = Number.NEGATIVE_INFINITY

  /** Takes note of a packet. @returns whether others are missing for so long that they will not come */
  isLastingAfter(packet: Buffer, nowMs: number): boolean {
    this.#note(packet.readUInt16BE(sequenceNumberOffset), nowMs)
    const [oldest] = this.#missing.values()
    if (oldest === undefined || nowMs - oldest < repairMs || nowMs - this.#askedAtMs < askEveryMs) return false
    this.#missing.clear()
    this.#askedAtMs = nowMs
    return true
  }

  #note(sequenceNumber: number, nowMs: number): void {
    const highest = this.#highest ?? sequenceNumber
    const ahead = (sequenceNumber - highest + sequenceNumbers) % sequenceNumbers
    if (ahead >= sequenceNumbers / 2) {
      this.#missing.delete(sequenceNumber)
      return
    }
    for (let step = 1; step < ahead; step++) this.#missing.set((highest + step) % sequenceNumbers, nowMs)
    this.#missing.delete(sequenceNumber)
    this.#highest = sequenceNumber
  }
}
