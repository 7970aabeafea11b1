import { redFormat } from '@mrtc/protocol'
import { createWorker, type types } from 'mediasoup'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { mediaCodecs } from './codecs.ts'
import { eventually } from './fixtures.ts'
import { plainOpusOpener, producePlainOpus } from './plain-opus.ts'
import { redCarrier } from './red.ts'

const frameTicks = 960
const redPayloadType = 117
const ssrc = 4_000_000_000

interface Stream {
  readonly firstSequenceNumber?: number
  readonly depth: number
  /** Puts an extension into the header and padding at the end. */
  readonly dressed?: boolean
}

function redPackets(count: number, { firstSequenceNumber = 65_530, depth, dressed = false }: Stream): Buffer[] {
  const packetizer = redFormat.createPacketizer(100)
  return Array.from({ length: count }, (_, n) => {
    const timestamp = (2 ** 32 - 3 * frameTicks + n * frameTicks) >>> 0
    const payload = packetizer.packetize({ timestamp, data: Uint8Array.of(n, n) }, depth)
    const header = Buffer.alloc(12)
    header[0] = dressed ? 0xb0 : 0x80
    header[1] = redPayloadType
    header.writeUInt16BE((firstSequenceNumber + n) & 0xffff, 2)
    header.writeUInt32BE(timestamp, 4)
    header.writeUInt32BE(1234, 8)
    const extension = dressed ? [0xbe, 0xde, 0, 1, 0x10, 0xff, 0, 0] : []
    const padding = dressed ? [0, 0, 3] : []
    return Buffer.concat([header, Buffer.from(extension), payload, Buffer.from(padding)])
  })
}

const payloads = (packets: readonly Buffer[]) => packets.map((packet) => packet[12])

it.each([false, true])('opens each packet, whatever is around its payload (%s)', (dressed) => {
  const opened = redPackets(5, { depth: 2, dressed }).flatMap(plainOpusOpener(ssrc))
  expect(payloads(opened)).toEqual([0, 1, 2, 3, 4])
  expect(opened.map((packet) => packet.length)).toEqual([14, 14, 14, 14, 14])
  expect(opened.every((packet) => packet.readUInt32BE(8) === ssrc)).toBe(true)
})

it('gives what was lost from later packets, in order and each once, across the wrap of sequence numbers', () => {
  const packets = redPackets(20, { depth: 3 })
  const arrived = packets.filter((_, n) => n === 0 || n % 4 === 3)
  const open = plainOpusOpener(ssrc)
  const opened = arrived.flatMap(open)
  expect(payloads(opened)).toEqual(Array.from({ length: 20 }, (_, n) => n))
  expect(opened.map((packet) => packet.readUInt16BE(2))).toEqual(packets.map((packet) => packet.readUInt16BE(2)))
  expect(opened.map((packet) => packet.readUInt32BE(4))).toEqual(packets.map((packet) => packet.readUInt32BE(4)))
  expect(packets.flatMap(open)).toEqual([])
})

it('drops what is no RED', () => {
  const open = plainOpusOpener(ssrc)
  expect(open(Buffer.alloc(3))).toEqual([])
  expect(open(Buffer.concat([Buffer.from([0x80]), Buffer.alloc(11), Buffer.from([0xff])]))).toEqual([])
})

let worker: types.Worker
beforeAll(async () => {
  worker = await createWorker({ logLevel: 'none' })
})
afterAll(() => worker.close())

it('makes a track of its own in the router, which ends with the one it is made of', async () => {
  const router = await worker.createRouter({ mediaCodecs })
  const transport = await router.createDirectTransport()
  const { mimeType, clockRate, channels, parameters } = redCarrier
  const red = await transport.produce({
    kind: 'audio',
    rtpParameters: {
      codecs: [
        { mimeType, clockRate, channels: channels ?? 2, parameters: { ...parameters }, payloadType: redPayloadType },
      ],
      encodings: [{ ssrc: 1234 }],
    },
  })
  const plain = await producePlainOpus(router, red)
  const heard: Buffer[] = []
  const { rtpCapabilities } = router
  const watcher = await transport.consume({ producerId: plain.id, rtpCapabilities })
  watcher.on('rtp', (packet) => heard.push(packet))
  expect(watcher.rtpParameters.codecs[0]?.mimeType).toBe('audio/opus')

  const packets = redPackets(8, { firstSequenceNumber: 100, depth: 2 })
  for (const packet of packets.filter((_, n) => n !== 4)) red.send(packet)
  await eventually(() => heard.length === 8)
  expect(heard.map((packet) => packet.at(-1))).toEqual([0, 1, 2, 3, 4, 5, 6, 7])

  red.close()
  await eventually(() => plain.closed)
  router.close()
})
