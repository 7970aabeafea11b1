import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PortTranslator } from './nat.ts'

/** A UDP packet with a right checksum. */
function udp(sourcePort: number, destinationPort: number, payload: Uint8Array): Buffer {
  const packet = Buffer.alloc(28 + payload.length)
  packet[0] = 0x45
  packet.writeUInt16BE(packet.length, 2)
  packet[9] = 17
  packet.set([10, 231, 1, 10], 12)
  packet.set([10, 231, 0, 1], 16)
  packet.writeUInt16BE(sourcePort, 20)
  packet.writeUInt16BE(destinationPort, 22)
  packet.writeUInt16BE(8 + payload.length, 24)
  packet.set(payload, 28)
  packet.writeUInt16BE(checksum(packet) || 0xffff, 26)
  return packet
}

/** Over the pseudo header and the datagram, with the checksum field as it stands (RFC 768). */
function checksum(packet: Buffer): number {
  const words = Buffer.concat([
    packet.subarray(12, 20),
    Buffer.from([0, 17]),
    packet.subarray(24, 26),
    packet.subarray(20),
    Buffer.alloc(packet.length % 2),
  ])
  let sum = 0
  for (let at = 0; at < words.length; at += 2) sum += words.readUInt16BE(at)
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  return ~sum & 0xffff
}

const port = fc.integer({ min: 1, max: 65_535 })

describe('port translation', () => {
  it('keeps the checksum right for any packet', () => {
    fc.assert(
      fc.property(port, port, fc.uint8Array({ maxLength: 200 }), (source, destination, payload) => {
        const packet = udp(source, destination, payload)
        new PortTranslator().outward(packet)
        expect(checksum(packet)).toBe(0)
      }),
    )
  })

  it('leads answers back to the port that asked', () => {
    const translator = new PortTranslator()
    const question = udp(5000, 44444, Buffer.from('hi'))
    translator.outward(question)
    const outside = question.readUInt16BE(20)
    expect(outside).not.toBe(5000)
    const answer = udp(44444, outside, Buffer.from('there'))
    expect(translator.inward(answer)).toBe(true)
    expect(answer.readUInt16BE(22)).toBe(5000)
    expect(checksum(answer)).toBe(0)
  })

  it('gives a new port and drops packets to the old one after a rebinding', () => {
    const translator = new PortTranslator()
    const before = udp(5000, 44444, Buffer.from('a'))
    translator.outward(before)
    translator.rebind()
    const after = udp(5000, 44444, Buffer.from('b'))
    translator.outward(after)
    expect(after.readUInt16BE(20)).not.toBe(before.readUInt16BE(20))
    expect(translator.inward(udp(44444, before.readUInt16BE(20), Buffer.from('c')))).toBe(false)
  })
})
