import { hasPorts, isIpv6, protocolUdp, transportOffset, transportProtocol } from './packet.ts'

const firstPort = 20_000
const portCount = 40_000

/**
 * Port translation of a home router, for IPv4: ports of the host become ports of the translator's choice on the same
 * address, and `rebind` makes it forget them, as a router does that restarts or runs out of memory. Addresses stay, so
 * that the emulator's routing by address holds.
 */
export class PortTranslator {
  readonly #outside = new Map<number, number>()
  readonly #inside = new Map<number, number>()
  #next = 0

  /** Every flow gets a new outside port from now on; packets to the old ones go nowhere. */
  rebind(): void {
    this.#outside.clear()
    this.#inside.clear()
  }

  /** Rewrites the source port of a packet that leaves the host. */
  outward(packet: Buffer): void {
    if (isIpv6(packet) || !hasPorts(packet)) return
    const at = transportOffset(packet)
    const key = flowKey(packet, packet.readUInt16BE(at))
    let outside = this.#outside.get(key)
    if (outside === undefined) {
      outside = firstPort + (this.#next++ % portCount)
      this.#outside.set(key, outside)
      this.#inside.set(flowKey(packet, outside), packet.readUInt16BE(at))
    }
    rewritePort(packet, at, outside)
  }

  /**
   * Rewrites the destination port of a packet that comes to the host.
   * @returns false if no flow has this port: the router drops the packet
   */
  inward(packet: Buffer): boolean {
    if (isIpv6(packet) || !hasPorts(packet)) return true
    const at = transportOffset(packet) + 2
    const inside = this.#inside.get(flowKey(packet, packet.readUInt16BE(at)))
    if (inside === undefined) return false
    rewritePort(packet, at, inside)
    return true
  }
}

function flowKey(packet: Buffer, port: number): number {
  return transportProtocol(packet) * 0x1_0000 + port
}

/** Changes a port and mends the checksum by the difference (RFC 1624). */
function rewritePort(packet: Buffer, at: number, port: number): void {
  const before = packet.readUInt16BE(at)
  packet.writeUInt16BE(port, at)
  const isUdp = transportProtocol(packet) === protocolUdp
  const checksumAt = transportOffset(packet) + (isUdp ? 6 : 16)
  const checksum = packet.readUInt16BE(checksumAt)
  // A UDP checksum of zero means that there is none (RFC 768).
  if (isUdp && checksum === 0) return
  let sum = (~checksum & 0xffff) + (~before & 0xffff) + port
  sum = (sum & 0xffff) + (sum >>> 16)
  sum = (sum & 0xffff) + (sum >>> 16)
  const mended = ~sum & 0xffff
  packet.writeUInt16BE(isUdp && mended === 0 ? 0xffff : mended, checksumAt)
}
