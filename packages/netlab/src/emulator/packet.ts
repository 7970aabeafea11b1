/** The few fields of IP packets that the emulator looks at (RFC 791, RFC 8200). Packets are read where they lie. */

export const protocolTcp = 6
export const protocolUdp = 17

/** Addresses as map keys: Latin-1 strings of their bytes, which cost no parsing. */
export function sourceKey(packet: Buffer): string {
  return isIpv6(packet) ? packet.toString('latin1', 8, 24) : packet.toString('latin1', 12, 16)
}

export function destinationKey(packet: Buffer): string {
  return isIpv6(packet) ? packet.toString('latin1', 24, 40) : packet.toString('latin1', 16, 20)
}

export function isIpv6(packet: Buffer): boolean {
  return ((packet[0] ?? 0) & 0xf0) === 0x60
}

/** The transport protocol; extension headers of IPv6 are not followed, WebRTC sends none. */
export function transportProtocol(packet: Buffer): number {
  return packet[isIpv6(packet) ? 6 : 9] ?? 0
}

/** Where the transport header begins. */
export function transportOffset(packet: Buffer): number {
  return isIpv6(packet) ? 40 : ((packet[0] ?? 0) & 0x0f) * 4
}

/** Whether this is the first or only fragment, which alone has ports. */
export function hasPorts(packet: Buffer): boolean {
  const protocol = transportProtocol(packet)
  if (protocol !== protocolUdp && protocol !== protocolTcp) return false
  if (packet.length < transportOffset(packet) + 8) return false
  return isIpv6(packet) || (packet.readUInt16BE(6) & 0x1fff) === 0
}
