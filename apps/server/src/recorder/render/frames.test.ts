import { describe, expect, it } from 'vitest'
import type { ArrivedPacket } from '../capture/segment-format.ts'
import { depacketizeAv1 } from './av1.ts'
import { pictureCodecOf } from './codecs.ts'
import { type Depacketize, type Frame, pictureFrames } from './frames.ts'
import { inOrder } from './in-order.ts'

const payloadType = 96

interface Sent {
  readonly sequenceNumber: number
  readonly timestamp: number
  readonly payload: readonly number[]
  readonly marker?: boolean
  readonly arrivedAtMs?: number
}

function arrived({ sequenceNumber, timestamp, payload, marker = true, arrivedAtMs = 0 }: Sent): ArrivedPacket {
  const header = Buffer.alloc(12)
  header[0] = 0x80
  header[1] = (marker ? 0x80 : 0) | payloadType
  header.writeUInt16BE(sequenceNumber % 65_536, 2)
  header.writeUInt32BE(timestamp % 2 ** 32, 4)
  return { arrivedAtMs, packet: Buffer.concat([header, Buffer.from(payload)]) }
}

async function* each(sent: readonly Sent[]) {
  for (const packet of sent) yield arrived(packet)
}

/** The first byte of a payload says: 1 a whole picture, 0 one that builds on those before. */
const plain: Depacketize = (payloads) => ({ isKey: payloads[0]?.[0] === 1, data: Buffer.concat(payloads) })

async function framesOf(sent: readonly Sent[], depacketize = plain): Promise<Frame[]> {
  const frames: Frame[] = []
  for await (const frame of pictureFrames(inOrder(each(sent), payloadType), depacketize)) frames.push(frame)
  return frames
}

const timestamps = (frames: readonly Frame[]) => frames.map(({ timestamp }) => timestamp)

describe('frames of packets', () => {
  it('begin with a whole picture', async () => {
    const sent = [0, 0, 1, 0].map((key, index) => ({ sequenceNumber: index, timestamp: index * 10, payload: [key] }))
    expect(timestamps(await framesOf(sent))).toEqual([20, 30])
  })

  it('are put in order, over the ends of numbers and timestamps, and each once', async () => {
    const sent = [
      { sequenceNumber: 65_534, timestamp: 2 ** 32 - 10, payload: [1] },
      { sequenceNumber: 65_536, timestamp: 2 ** 32 + 10, payload: [0] },
      { sequenceNumber: 65_535, timestamp: 2 ** 32, payload: [0] },
      { sequenceNumber: 65_535, timestamp: 2 ** 32, payload: [0] },
      { sequenceNumber: 65_537, timestamp: 2 ** 32 + 20, payload: [0] },
    ]
    const [first = 0, ...others] = timestamps(await framesOf(sent))
    expect(others.map((timestamp) => timestamp - first)).toEqual([10, 20, 30])
  })

  it('that miss a packet are left out, with those that build on them', async () => {
    const sent = [
      { sequenceNumber: 0, timestamp: 0, payload: [1] },
      { sequenceNumber: 1, timestamp: 10, payload: [0], marker: false },
      // 2 is lost.
      { sequenceNumber: 3, timestamp: 20, payload: [0] },
      { sequenceNumber: 4, timestamp: 30, payload: [1] },
      { sequenceNumber: 5, timestamp: 40, payload: [0], arrivedAtMs: 10_000 },
    ]
    expect(timestamps(await framesOf(sent))).toEqual([0, 30, 40])
  })

  it('that are damaged on the disk are left out', async () => {
    const packets = async function* () {
      yield { arrivedAtMs: 0, packet: Buffer.alloc(5, 0xff) }
      yield arrived({ sequenceNumber: 0, timestamp: 0, payload: [1] })
    }
    const frames: Frame[] = []
    for await (const frame of pictureFrames(inOrder(packets(), payloadType), plain)) frames.push(frame)
    expect(frames).toHaveLength(1)
  })
})

describe('payloads of', () => {
  const codec = (mimeType: string) => pictureCodecOf(mimeType)?.depacketize ?? plain

  it('VP8 lose their descriptors (RFC 7741)', () => {
    const first = Buffer.from([0x90, 0x80, 0x05, 0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a])
    const second = Buffer.from([0x80, 0x80, 0x05, 0x77])
    expect(codec('video/VP8')([first, second])).toEqual({
      isKey: true,
      data: Buffer.from([0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0x77]),
    })
    expect(codec('video/VP8')([second])).toBeUndefined()
  })

  it('H264 become NAL units with start codes (RFC 6184)', () => {
    const parameterSets = Buffer.from([24, 0, 2, 0x67, 1, 0, 2, 0x68, 2])
    const begin = Buffer.from([0x7c, 0x85, 3])
    const end = Buffer.from([0x7c, 0x45, 4])
    expect(codec('video/H264')([parameterSets, begin, end])).toEqual({
      isKey: true,
      data: Buffer.from([0, 0, 0, 1, 0x67, 1, 0, 0, 0, 1, 0x68, 2, 0, 0, 0, 1, 0x65, 3, 4]),
    })
    expect(codec('video/H264')([end])).toBeUndefined()
  })

  it('VP9 in layers become one superframe', () => {
    // Flags I, L, F=0 and B+E; picture id, layer index, TL0PICIDX.
    const low = Buffer.from([0xac, 1, 0x00, 7, 0xaa])
    const high = Buffer.from([0xec, 1, 0x03, 7, 0xbb, 0xcc])
    const picture = codec('video/VP9')([low, high])
    expect(picture?.isKey).toBe(true)
    expect(picture?.data.subarray(0, 3)).toEqual(Buffer.from([0xaa, 0xbb, 0xcc]))
    expect(picture?.data.subarray(3)).toEqual(Buffer.from([0xd9, 1, 0, 0, 0, 2, 0, 0, 0, 0xd9]))
  })

  it('AV1 become temporal units, whose OBUs tell their sizes', () => {
    const sequenceHeader = [1 << 3, 5]
    const frame = [6 << 3, 7, 8]
    // One OBU of a known length, and the beginning of another that goes on in the next packet.
    const first = Buffer.from([0x60, sequenceHeader.length, ...sequenceHeader, ...frame.slice(0, 2)])
    const second = Buffer.from([0x90, ...frame.slice(2)])
    expect(depacketizeAv1([first, second])).toEqual({
      isKey: true,
      data: Buffer.from([0x12, 0, (1 << 3) | 2, 1, 5, (6 << 3) | 2, 2, 7, 8]),
    })
    expect(depacketizeAv1([second])).toBeUndefined()
    expect(depacketizeAv1([first])).toBeUndefined()
  })
})
