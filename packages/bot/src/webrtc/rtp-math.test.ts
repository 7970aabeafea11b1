import { describe, expect, it } from 'vitest'
import { NackGenerator, nackReorderingMs, nackTriesMax } from './nack-generator.ts'
import { absoluteSendTime, compactNtp, toNtp } from './ntp.ts'
import { ReceptionStatistics } from './reception-statistics.ts'
import { type Ordered, ReorderBuffer } from './reorder-buffer.ts'
import { SequenceUnwrapper, TimestampUnwrapper, toWireSequence, toWireTimestamp } from './sequence.ts'

describe('sequence numbers and time stamps', () => {
  it('go on over the wrap, forwards and backwards', () => {
    const sequence = new SequenceUnwrapper()
    expect([65_534, 65_535, 0, 1, 65_535, 2].map((number) => sequence.unwrap(number))).toEqual([
      65_534, 65_535, 65_536, 65_537, 65_535, 65_538,
    ])
    const timestamp = new TimestampUnwrapper()
    expect([0xffff_ff00, 0x100, 0xffff_ff80].map((ticks) => timestamp.unwrap(ticks))).toEqual([
      0xffff_ff00, 0x1_0000_0100, 0xffff_ff80,
    ])
  })

  it('travel as 16 and 32 bits', () => {
    expect(toWireSequence(65_537)).toBe(1)
    expect(toWireTimestamp(0x1_0000_0002)).toBe(2)
    expect(toWireTimestamp(-1)).toBe(0xffff_ffff)
  })
})

describe('NTP time', () => {
  it('has a binary fraction', () => {
    expect(toNtp(500)).toBe((2_208_988_800n << 32n) | 0x8000_0000n)
    expect(compactNtp(toNtp(500))).toBe(((2_208_988_800 % 65_536) * 65_536 + 0x8000) >>> 0)
    expect(absoluteSendTime(1_000)).toBe(0x4_0000)
  })
})

describe('asking for missing packets', () => {
  const roundTripMs = 50

  it('waits a moment for reordered ones, then asks once a round trip', () => {
    const nack = new NackGenerator()
    nack.received(10, 0)
    nack.received(13, 0)
    expect(nack.due(nackReorderingMs - 1, roundTripMs)).toEqual([])
    expect(nack.due(nackReorderingMs, roundTripMs)).toEqual([11, 12])
    expect(nack.due(nackReorderingMs + roundTripMs - 1, roundTripMs)).toEqual([])
    expect(nack.received(11, 50)).toBe(true)
    expect(nack.due(nackReorderingMs + roundTripMs, roundTripMs)).toEqual([12])
  })

  it('finds gaps across the wrap', () => {
    const nack = new NackGenerator()
    nack.received(65_534, 0)
    nack.received(1, 0)
    expect(nack.due(nackReorderingMs, roundTripMs)).toEqual([65_535, 0])
  })

  it('tells packets seen before', () => {
    const nack = new NackGenerator()
    expect([5, 6, 6, 5, 8, 7, 7].map((sequence) => nack.received(sequence, 0))).toEqual([
      true,
      true,
      false,
      false,
      true,
      true,
      false,
    ])
    expect(nack.pending).toBe(false)
  })

  it('gives up in the end, and does not ask for a new stream', () => {
    const nack = new NackGenerator()
    nack.received(1, 0)
    nack.received(3, 0)
    let asked = 0
    for (let nowMs = 0; nowMs < 1_000; nowMs += 10) asked += nack.due(nowMs, 10).length
    expect(asked).toBe(nackTriesMax)
    expect(nack.pending).toBe(false)
    nack.received(20_000, 1_000)
    expect(nack.pending).toBe(false)
  })
})

describe('reception statistics', () => {
  const add = (statistics: ReceptionStatistics, sequenceNumber: number, timestamp: number, nowMs: number) =>
    statistics.add({ sequenceNumber, timestamp, sizeBytes: 100, retransmitted: false }, nowMs)

  it('count loss since the last report and in all', () => {
    const statistics = new ReceptionStatistics(90_000)
    for (const sequence of [1, 2, 4, 5, 8]) add(statistics, sequence, sequence * 3_000, sequence * 33)
    expect(statistics.report()).toMatchObject({
      packetsLost: 3,
      fractionLost: Math.floor((3 / 8) * 255),
      highestSequence: 8,
    })
    for (const sequence of [9, 10]) add(statistics, sequence, sequence * 3_000, sequence * 33)
    expect(statistics.report()).toMatchObject({ packetsLost: 3, fractionLost: 0 })
    expect(statistics.bytesReceived).toBe(700)
  })

  it('measure jitter as RFC 3550 does', () => {
    const steady = new ReceptionStatistics(1_000)
    const shaky = new ReceptionStatistics(1_000)
    for (let packet = 0; packet < 100; packet++) {
      add(steady, packet, packet * 20, packet * 20)
      add(shaky, packet, packet * 20, packet * 20 + (packet % 2) * 10)
    }
    expect(steady.jitterMs).toBe(0)
    expect(shaky.jitterMs).toBeCloseTo(10, 0)
  })
})

describe('putting packets in order', () => {
  const show = (items: Ordered<number>[]) =>
    items.map((item) => (item.type === 'gap' ? -item.lostPackets : item.packet))
  const push = (buffer: ReorderBuffer<number>, sequence: number, nowMs: number) =>
    show(buffer.push(sequence, sequence, nowMs))

  it('gives what comes in order at once and the rest when the gap closes', () => {
    const buffer = new ReorderBuffer<number>(100)
    expect(push(buffer, 1, 0)).toEqual([1])
    expect(push(buffer, 3, 0)).toEqual([])
    expect(push(buffer, 4, 0)).toEqual([])
    expect(push(buffer, 2, 10)).toEqual([2, 3, 4])
    expect(buffer.deadline).toBeUndefined()
  })

  it('drops duplicates and what comes too late', () => {
    const buffer = new ReorderBuffer<number>(100)
    push(buffer, 5, 0)
    expect(push(buffer, 5, 0)).toEqual([])
    expect(push(buffer, 4, 0)).toEqual([])
  })

  it('tells of a gap when its time is over, and only then', () => {
    const buffer = new ReorderBuffer<number>(100)
    push(buffer, 1, 0)
    push(buffer, 4, 20)
    push(buffer, 6, 60)
    expect(buffer.deadline).toBe(120)
    expect(show(buffer.expire(119))).toEqual([])
    expect(show(buffer.expire(120))).toEqual([-2, 4])
    expect(show(buffer.expire(160))).toEqual([-1, 6])
  })

  it('keeps the order over the wrap', () => {
    const buffer = new ReorderBuffer<number>(100)
    expect([65_535, 1, 0].flatMap((sequence) => push(buffer, sequence, 0))).toEqual([65_535, 0, 1])
  })
})
