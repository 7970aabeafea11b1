import { SequenceUnwrapper } from './sequence.ts'

/** One reception report block (RFC 3550, section 6.4.1). */
export interface ReceptionReport {
  /** Since the last report, 0 to 255. */
  readonly fractionLost: number
  readonly packetsLost: number
  /** 32 bits: cycles and sequence number. */
  readonly highestSequence: number
  /** In ticks of the media's clock. */
  readonly jitter: number
}

const packetsLostMax = 0x7f_ffff

/** Counts one received stream as RFC 3550, appendix A, says. Retransmitted packets are not counted as arriving late. */
export class ReceptionStatistics {
  readonly #clockRate: number
  readonly #unwrapper = new SequenceUnwrapper()
  #first: number | undefined
  #highest = 0
  #received = 0
  #bytes = 0
  #jitter = 0
  #lastTransit: number | undefined
  #expectedAtReport = 0
  #receivedAtReport = 0

  constructor(clockRate: number) {
    this.#clockRate = clockRate
  }

  get packetsReceived(): number {
    return this.#received
  }

  get bytesReceived(): number {
    return this.#bytes
  }

  /** Expected minus received: packets repaired by retransmission do not count, duplicates make it smaller. */
  get packetsLost(): number {
    return this.#expected - this.#received
  }

  get jitterMs(): number {
    return (this.#jitter / this.#clockRate) * 1000
  }

  add(packet: { sequenceNumber: number; timestamp: number; sizeBytes: number; retransmitted: boolean }, nowMs: number) {
    const extended = this.#unwrapper.unwrap(packet.sequenceNumber)
    this.#first ??= extended
    this.#highest = Math.max(this.#highest, extended)
    this.#received++
    this.#bytes += packet.sizeBytes
    if (packet.retransmitted) return
    const arrival = Math.round((nowMs / 1000) * this.#clockRate)
    const transit = (arrival - packet.timestamp) | 0
    if (this.#lastTransit !== undefined) {
      const delta = Math.abs((transit - this.#lastTransit) | 0)
      // The first packet after a pause or a change of source would otherwise dominate for seconds.
      if (delta < this.#clockRate) this.#jitter += (delta - this.#jitter) / 16
    }
    this.#lastTransit = transit
  }

  report(): ReceptionReport {
    const expected = this.#expected
    const expectedSince = expected - this.#expectedAtReport
    const lostSince = expectedSince - (this.#received - this.#receivedAtReport)
    this.#expectedAtReport = expected
    this.#receivedAtReport = this.#received
    return {
      fractionLost: expectedSince > 0 && lostSince > 0 ? Math.floor((lostSince / expectedSince) * 255) : 0,
      packetsLost: Math.min(Math.max(0, this.packetsLost), packetsLostMax),
      highestSequence: this.#highest >>> 0,
      jitter: Math.round(this.#jitter),
    }
  }

  get #expected(): number {
    return this.#first === undefined ? 0 : this.#highest - this.#first + 1
  }
}
