import { createHmac, randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { createWorker, type types, workerBin } from 'mediasoup'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { mediaCodecs } from './codecs.ts'
import { eventually } from './fixtures.ts'
import { knowsStrongRepair } from './strong-repair.ts'

// VP8 behind the payload descriptor of RFC 7741, 4.2: the first bit of what follows is 0 for key frames.
const keyFrame = [0x10, 0x00, 0x00, 0x00, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00]
const deltaFrame = [0x10, 0x01, 0x00, 0x00]
const payloadType = 96
const ssrc = 1_111
const firstSequenceNumber = 1_000
/** How often mediasoup asks for a packet by itself. */
const usualRequestsMax = 10
const nackPacketType = 205
const nackFormat = 1

let worker: types.Worker
let router: types.Router

beforeAll(async () => {
  worker = await createWorker({ logLevel: 'none' })
  router = await worker.createRouter({ mediaCodecs })
})
afterAll(() => worker.close())

interface Sending {
  readonly from: types.DirectTransport
  readonly producer: types.Producer
  send(offset: number): void
}

async function sending(): Promise<Sending> {
  const from = await router.createDirectTransport()
  const producer = await from.produce({
    kind: 'video',
    rtpParameters: {
      codecs: [{ mimeType: 'video/VP8', payloadType, clockRate: 90_000, rtcpFeedback: [{ type: 'nack' }] }],
      encodings: [{ ssrc }],
    },
  })
  const send = (offset: number) => {
    const header = Buffer.alloc(12)
    header[0] = 0x80
    header[1] = payloadType
    header.writeUInt16BE(firstSequenceNumber + offset, 2)
    header.writeUInt32BE(offset * 6_000, 4)
    header.writeUInt32BE(ssrc, 8)
    producer.send(Buffer.concat([header, Buffer.from(offset === 0 ? keyFrame : deltaFrame)]))
  }
  return { from, producer, send }
}

async function receiving(producer: types.Producer) {
  const to = await router.createDirectTransport()
  const consumer = await to.consume({ producerId: producer.id, rtpCapabilities: router.rtpCapabilities })
  const packets: Buffer[] = []
  consumer.on('rtp', (packet) => packets.push(Buffer.from(packet)))
  const rtxPayloadType = consumer.rtpParameters.codecs.find(({ mimeType }) => mimeType === 'video/rtx')?.payloadType
  const payloadTypes = () => packets.map((packet) => (packet[1] ?? 0) & 0x7f)
  return {
    to,
    consumer,
    packets,
    rtxPayloadType,
    retransmissions: () => payloadTypes().filter((type) => type === rtxPayloadType).length,
    firstTries: () => payloadTypes().filter((type) => type !== rtxPayloadType).length,
  }
}

function nackOf(consumer: types.Consumer, sequenceNumber: number): Buffer {
  const nack = Buffer.alloc(16)
  nack[0] = 0x80 | nackFormat
  nack[1] = nackPacketType
  nack.writeUInt16BE(3, 2)
  nack.writeUInt32BE(consumer.rtpParameters.encodings?.[0]?.ssrc ?? 0, 8)
  nack.writeUInt16BE(sequenceNumber, 12)
  return nack
}

// A worker that was downloaded, or given by MEDIASOUP_WORKER_BIN, may not know it, and would crash.
const isKnown = await knowsStrongRepair(workerBin)

it.skipIf(!isKnown).each([
  [false, 1],
  [true, 3],
])('answers a request for a lost packet so often (strong: %s)', async (strong, copies) => {
  const { producer, send } = await sending()
  const { to, consumer, packets, retransmissions, firstTries } = await receiving(producer)
  await to.setStrongRepair(strong)
  for (const offset of [0, 1, 2]) send(offset)
  await eventually(() => firstTries() === 3)
  to.sendRtcp(nackOf(consumer, packets[1]?.readUInt16BE(2) ?? 0))
  // The next packet is behind all copies.
  send(3)
  await eventually(() => firstTries() === 4)
  expect(retransmissions()).toBe(copies)
})

it.skipIf(!isKnown).each([
  [false, { retransmissions: 0, firstTries: 4 }],
  [true, { retransmissions: 3, firstTries: 3 }],
])('hands on what arrived out of order as what it is to its receivers (strong: %s)', async (strong, expected) => {
  const { producer, send } = await sending()
  const { to, retransmissions, firstTries } = await receiving(producer)
  await to.setStrongRepair(strong)
  for (const offset of [0, 2, 1, 3]) send(offset)
  await eventually(() => retransmissions() + firstTries() === expected.retransmissions + expected.firstTries)
  expect({ retransmissions: retransmissions(), firstTries: firstTries() }).toEqual(expected)
})

it.skipIf(!isKnown)('asks more often and for longer for what a publisher sent in vain', async () => {
  const { from, send } = await sending()
  let requests = 0
  from.on('rtcp', (packet) => {
    if (packet[1] === nackPacketType) requests += 1
  })
  await from.setStrongRepair(true)
  send(0)
  send(2)
  await eventually(() => requests > usualRequestsMax)
})

/** A STUN binding request as a browser's ICE makes it (RFC 8489, 5 and 14; RFC 8445, 7.1). */
function bindingRequestTo({ iceParameters }: types.WebRtcTransport): Buffer {
  const attribute = (type: number, value: Buffer) => {
    const padded = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4)
    padded.writeUInt16BE(type, 0)
    padded.writeUInt16BE(value.length, 2)
    value.copy(padded, 4)
    return padded
  }
  const attributes = Buffer.concat([
    attribute(0x0006, Buffer.from(`${iceParameters.usernameFragment}:browser`)),
    attribute(0x0024, Buffer.of(0, 0, 0, 1)),
    attribute(0x802a, Buffer.alloc(8)),
  ])
  const integrityBytes = 24
  const header = Buffer.alloc(8)
  header.writeUInt16BE(0x0001, 0)
  header.writeUInt16BE(attributes.length + integrityBytes, 2)
  header.writeUInt32BE(0x2112a442, 4)
  const request = Buffer.concat([header, randomBytes(12), attributes])
  const integrity = createHmac('sha1', iceParameters.password).update(request).digest()
  return Buffer.concat([request, attribute(0x0008, integrity)])
}

it.skipIf(!isKnown).each([
  [false, 1],
  [true, 3],
])('answers an ICE check so often, or browsers take a lossy path for dead (strong: %s)', async (strong, copies) => {
  const transport = await router.createWebRtcTransport({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] })
  await transport.setStrongRepair(strong)
  const [request, marker] = [bindingRequestTo(transport), bindingRequestTo(transport)]
  const idOf = (message: Buffer) => message.toString('hex', 8, 20)
  const socket = createSocket('udp4')
  const answered: string[] = []
  socket.on('message', (answer) => answered.push(idOf(answer)))
  const port = transport.iceCandidates[0]?.port
  try {
    for (const one of [request, marker]) socket.send(one, port, '127.0.0.1')
    // Its answer is behind all answers to the first.
    await eventually(() => answered.includes(idOf(marker)))
    expect(answered.filter((id) => id === idOf(request))).toHaveLength(copies)
  } finally {
    socket.close()
    transport.close()
  }
})
