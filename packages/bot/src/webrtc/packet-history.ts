import type { RtpPacket } from 'werift'

/** Packets sent lately, to answer a NACK. A ring: the memory it takes does not grow. */
export class PacketHistory {
  readonly #ring: (RtpPacket | undefined)[]

  constructor(capacityPackets: number) {
    this.#ring = new Array<RtpPacket | undefined>(capacityPackets).fill(undefined)
  }

  add(packet: RtpPacket): void {
    this.#ring[packet.header.sequenceNumber % this.#ring.length] = packet
  }

  get(sequenceNumber: number): RtpPacket | undefined {
    const packet = this.#ring[sequenceNumber % this.#ring.length]
    return packet?.header.sequenceNumber === sequenceNumber ? packet : undefined
  }
}
