import { redFormat } from '@mrtc/protocol'
import { expect, it } from 'vitest'
import { RtpHeader, RtpPacket } from 'werift'
import { type Ordered, ReorderBuffer } from '../webrtc/index.ts'
import { type OpusFrame, opusFrameOpener } from './opus-frames.ts'

const codec = (mimeType: 'audio/red' | 'audio/opus') => ({ mimeType, payloadType: 117, clockRate: 48_000 })
const lastSequenceNumber = 0xffff

function redPackets(count: number, depth: number): RtpPacket[] {
  const packetizer = redFormat.createPacketizer(100)
  return Array.from({ length: count }, (_, n) => {
    // They pass the wrap of both numbers on the way.
    const sequenceNumber = (lastSequenceNumber - 2 + n) & lastSequenceNumber
    const timestamp = (0xffff_ffff - 2 * 960 + n * 960) >>> 0
    const payload = Buffer.from(packetizer.packetize({ timestamp, data: Uint8Array.of(n) }, depth))
    return new RtpPacket(new RtpHeader({ sequenceNumber, timestamp }), payload)
  })
}

const heard = (items: readonly Ordered<OpusFrame>[]) =>
  items.map((item) => (item.type === 'gap' ? `gap of ${item.lostPackets}` : item.packet.data[0]))

it('hears every frame of which one of the packets that carry it arrives', () => {
  const open = opusFrameOpener({ codec: codec('audio/red') })
  const reorder = new ReorderBuffer<OpusFrame>(120)
  const arrived = redPackets(12, 3).filter((_, n) => n === 0 || n % 4 === 3)
  const frames = arrived.flatMap((packet) => open(packet))
  const items = frames.flatMap((frame) => reorder.push(frame.sequenceNumber, frame, 0))
  expect(heard(items)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  const timestamps = items.flatMap((item) => (item.type === 'packet' ? [item.packet.timestamp] : []))
  expect(timestamps).toEqual(redPackets(12, 0).map(({ header }) => header.timestamp))
})

it('leaves a malformed packet empty, so that its place in time is kept', () => {
  const open = opusFrameOpener({ codec: codec('audio/red') })
  const packet = new RtpPacket(new RtpHeader({ sequenceNumber: 1 }), Buffer.of(0xff))
  expect(open(packet)).toMatchObject([{ sequenceNumber: 1, data: Buffer.alloc(0) }])
})

it('takes plain Opus as it is', () => {
  const open = opusFrameOpener({ codec: codec('audio/opus') })
  const packet = new RtpPacket(new RtpHeader({ sequenceNumber: 7, timestamp: 960 }), Buffer.of(1, 2))
  expect(open(packet)).toEqual([{ sequenceNumber: 7, timestamp: 960, data: Buffer.of(1, 2), redundant: false }])
})
