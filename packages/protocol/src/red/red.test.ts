import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRedFormat, redFormat } from './index.ts'

const payloadType = 100
const frameTicks = 960

const frames = (max: number) =>
  fc.array(fc.uint8Array({ minLength: 1, maxLength: 200 }), { minLength: 1, maxLength: max })
const blocks = fc.array(
  fc.record({ timestampOffset: fc.integer({ min: 1, max: 16_383 }), data: fc.uint8Array({ maxLength: 1_023 }) }),
  { maxLength: 8 },
)

describe('the RED payload format', () => {
  it('gives back whatever was packed', () => {
    fc.assert(
      fc.property(blocks, fc.uint8Array({ maxLength: 1_275 }), (redundant, primary) => {
        expect(redFormat.unpack(redFormat.pack({ primary, redundant }, payloadType))).toEqual({ primary, redundant })
      }),
    )
  })

  it('takes any bytes without failing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        redFormat.unpack(bytes)
      }),
    )
  })

  it('says what it cannot unpack: nothing at all, a header cut short, a block longer than the payload', () => {
    expect(redFormat.unpack(Uint8Array.of())).toBeUndefined()
    expect(redFormat.unpack(Uint8Array.of(0xe4, 0x0f))).toBeUndefined()
    expect(redFormat.unpack(Uint8Array.of(0xe4, 0x0f, 0x00, 5, 0x64, 1, 2))).toBeUndefined()
  })

  it('lays the bytes out as RFC 2198 draws them', () => {
    const redundant = [{ timestampOffset: 960, data: Uint8Array.of(7, 8) }]
    const packed = redFormat.pack({ primary: Uint8Array.of(9), redundant }, payloadType)
    expect([...packed]).toEqual([0xe4, 960 >> 6, (960 & 0x3f) << 2, 2, 0x64, 7, 8, 9])
  })

  it('refuses blocks that its header cannot describe', () => {
    const primary = Uint8Array.of(1)
    const packing = (timestampOffset: number, length: number) => () =>
      redFormat.pack({ primary, redundant: [{ timestampOffset, data: new Uint8Array(length) }] }, payloadType)
    expect(packing(16_384, 1)).toThrow(RangeError)
    expect(packing(1, 1_024)).toThrow(RangeError)
    expect(packing(16_383, 1_023)).not.toThrow()
  })

  it('works from its source alone, as in a worker', () => {
    const rebuilt = new Function(`return (${createRedFormat})()`)() as typeof redFormat
    const payload = { primary: Uint8Array.of(1, 2), redundant: [{ timestampOffset: 960, data: Uint8Array.of(3) }] }
    expect(rebuilt.pack(payload, payloadType)).toEqual(redFormat.pack(payload, payloadType))
  })
})

describe('a packetizer', () => {
  const packetizeAll = (data: readonly Uint8Array[], depth: number, firstTimestamp = 0) => {
    const packetizer = redFormat.createPacketizer(payloadType)
    return data.map((frame, index) => {
      const timestamp = (firstTimestamp + index * frameTicks) >>> 0
      return redFormat.unpack(packetizer.packetize({ timestamp, data: frame }, depth))
    })
  }

  it('repeats the frames directly before, oldest first, across the wrap of timestamps', () => {
    const sent = fc.record({ data: frames(20), depth: fc.nat({ max: 5 }), first: fc.nat({ max: 0xffff_ffff }) })
    fc.assert(
      fc.property(sent, ({ data, depth, first }) => {
        packetizeAll(data, depth, first).forEach((payload, index) => {
          expect(payload?.primary).toEqual(data[index])
          const expected = data.slice(Math.max(0, index - depth), index)
          expect(payload?.redundant.map((frame) => frame.data)).toEqual(expected)
          const offsets = expected.map((_, n) => (expected.length - n) * frameTicks)
          expect(payload?.redundant.map(({ timestampOffset }) => timestampOffset)).toEqual(offsets)
        })
      }),
    )
  })

  it('repairs every frame of which one packet of depth + 1 arrives', () => {
    const data = Array.from({ length: 200 }, (_, n) => Uint8Array.of(n))
    const depth = 3
    const arrived = packetizeAll(data, depth).filter((_, n) => n % (depth + 1) === depth)
    const heard = arrived.flatMap((payload) => [
      ...(payload?.redundant ?? []).map((f) => f.data[0]),
      payload?.primary[0],
    ])
    expect(heard).toEqual(data.map((frame) => frame[0]))
  })

  it('costs one byte a packet at depth 0', () => {
    const packetizer = redFormat.createPacketizer(payloadType)
    for (let n = 0; n < 10; n++) {
      expect(packetizer.packetize({ timestamp: n * frameTicks, data: new Uint8Array(80) }, 0)).toHaveLength(81)
    }
  })

  it('never repeats what is too long for a block, nor what lies before it', () => {
    const lengths = [10, 1_024, 10, 10]
    const payloads = packetizeAll(
      lengths.map((length) => new Uint8Array(length)),
      3,
    )
    expect(payloads.map((payload) => payload?.redundant.length)).toEqual([0, 1, 0, 1])
  })

  it('never repeats what a pause has put out of reach', () => {
    const packetizer = redFormat.createPacketizer(payloadType)
    packetizer.packetize({ timestamp: 0, data: Uint8Array.of(1) }, 4)
    const late = packetizer.packetize({ timestamp: 16_384, data: Uint8Array.of(2) }, 4)
    expect(redFormat.unpack(late)?.redundant).toEqual([])
  })

  it('stays below the size that fits a packet', () => {
    const data = Array.from({ length: 20 }, () => new Uint8Array(200))
    const packetizer = redFormat.createPacketizer(payloadType)
    data.forEach((frame, n) => {
      expect(packetizer.packetize({ timestamp: n * frameTicks, data: frame }, 8).length).toBeLessThanOrEqual(1_150)
    })
  })

  it('keeps copies: the caller may reuse its buffer', () => {
    const packetizer = redFormat.createPacketizer(payloadType)
    const buffer = Uint8Array.of(1)
    packetizer.packetize({ timestamp: 0, data: buffer }, 1)
    buffer[0] = 2
    const payload = redFormat.unpack(packetizer.packetize({ timestamp: frameTicks, data: buffer }, 1))
    expect(payload?.redundant[0]?.data).toEqual(Uint8Array.of(1))
  })
})
