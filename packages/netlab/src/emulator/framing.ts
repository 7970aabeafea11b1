/** Where the parts of a frame lie, for the two kinds of interface that the emulator serves. */
import { destinationKey, isIpv6, sourceKey } from './packet.ts'

export interface Framing {
  /** Who sent it, as a map key. */
  source(frame: Buffer): string
  destination(frame: Buffer): string
  /** For everyone, such as a question for an address (ARP, neighbour discovery). */
  isForAll(frame: Buffer): boolean
  /** The IP packet within, null if there is none. */
  packet(frame: Buffer): Buffer | null
}

/** TUN: bare IP packets. */
export const ipFraming: Framing = {
  source: sourceKey,
  destination: destinationKey,
  isForAll: () => false,
  packet: (frame) => frame,
}

const vxlanHeaderBytes = 8
const macBytes = 6
const typeOffset = vxlanHeaderBytes + 2 * macBytes
const ethernetOffset = typeOffset + 2
const ethertypeIpv4 = 0x0800
const ethertypeIpv6 = 0x86dd

/** VXLAN (RFC 7348): an eight-byte header, then Ethernet. */
export const vxlanFraming: Framing = {
  source: (frame) => frame.toString('latin1', vxlanHeaderBytes + macBytes, typeOffset),
  destination: (frame) => frame.toString('latin1', vxlanHeaderBytes, vxlanHeaderBytes + macBytes),
  // The lowest bit of the first byte of a MAC address marks groups.
  isForAll: (frame) => ((frame[vxlanHeaderBytes] ?? 0) & 1) === 1,
  packet: (frame) => {
    const type = frame.readUInt16BE(typeOffset)
    if (type !== ethertypeIpv4 && type !== ethertypeIpv6) return null
    const packet = frame.subarray(ethernetOffset)
    return isIpv6(packet) === (type === ethertypeIpv6) ? packet : null
  },
}
