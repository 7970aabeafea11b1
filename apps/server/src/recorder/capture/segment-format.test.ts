import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type ArrivedPacket, readSegment, SegmentEncoder, segmentKeyBytes } from './segment-format.ts'

const key = randomBytes(segmentKeyBytes)
const packets: ArrivedPacket[] = Array.from({ length: 20 }, (_, index) => ({
  arrivedAtMs: 1_000.25 + index,
  packet: Buffer.alloc(index * 7 + 1, index),
}))

function segment(): Buffer {
  const encoder = new SegmentEncoder(key)
  return Buffer.concat([encoder.header, ...packets.map((each) => encoder.encode(each))])
}

async function* inChunks(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(bytes: Buffer, size = 64_000): Promise<ArrivedPacket[]> {
  const found: ArrivedPacket[] = []
  for await (const each of readSegment(inChunks(bytes, size), key)) {
    found.push({ ...each, packet: Buffer.from(each.packet) })
  }
  return found
}

describe('a segment', () => {
  it.each([1, 7, 100, 64_000])('gives its packets back, read %d bytes at a time', async (size) => {
    expect(await read(segment(), size)).toEqual(packets)
  })

  it('that a crash cut off anywhere gives all packets before that', async () => {
    const bytes = segment()
    for (let length = bytes.length; length >= 0; length -= 11) {
      const found = await read(bytes.subarray(0, length))
      expect(found).toEqual(packets.slice(0, found.length))
    }
  })

  it('does not show its packets to those without the key', () => {
    expect(segment().includes(packets[19]?.packet ?? Buffer.of())).toBe(false)
  })

  it('that is none is refused', async () => {
    await expect(read(Buffer.alloc(100))).rejects.toThrow('no segment')
  })
})
