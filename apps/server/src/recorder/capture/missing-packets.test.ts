import { expect, it } from 'vitest'
import { MissingPackets } from './missing-packets.ts'

function packet(sequenceNumber: number): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt16BE(sequenceNumber, 2)
  return bytes
}

it('tells of packets that do not come after all, and not of those that do', () => {
  const missing = new MissingPackets()
  expect(missing.isLastingAfter(packet(65_534), 0)).toBe(false)
  // 65,535 is late, over the end of the numbers.
  expect(missing.isLastingAfter(packet(0), 10)).toBe(false)
  expect(missing.isLastingAfter(packet(65_535), 100)).toBe(false)
  expect(missing.isLastingAfter(packet(1), 1_000)).toBe(false)
  // 2 never comes.
  expect(missing.isLastingAfter(packet(3), 1_010)).toBe(false)
  expect(missing.isLastingAfter(packet(4), 1_300)).toBe(false)
  expect(missing.isLastingAfter(packet(5), 1_600)).toBe(true)
  expect(missing.isLastingAfter(packet(6), 5_000)).toBe(false)
})
