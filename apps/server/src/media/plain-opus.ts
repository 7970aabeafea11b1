/**
 * Plain Opus of a track that is sent as RED, for those who cannot read RED. The worker forwards what it does not
 * understand, so the packets are opened here: about 50 a second and track, only while somebody needs it.
 */
import { randomInt } from 'node:crypto'
import { redFormat } from '@mrtc/protocol'
import type { types } from 'mediasoup'

const opusPayloadType = 111
const ssrcMax = 2 ** 32 - 1

/** Ends with the track that it is made of. */
export async function producePlainOpus(router: types.Router, red: types.Producer): Promise<types.Producer> {
  const transport = await router.createDirectTransport()
  red.observer.once('close', () => transport.close())
  try {
    const ssrc = randomInt(1, ssrcMax)
    const plain = await transport.produce({
      kind: 'audio',
      rtpParameters: {
        codecs: [
          {
            mimeType: 'audio/opus',
            payloadType: opusPayloadType,
            clockRate: 48_000,
            channels: 2,
            parameters: { useinbandfec: 1 },
          },
        ],
        encodings: [{ ssrc }],
      },
    })
    const { rtpCapabilities } = router
    const source = await transport.consume({ producerId: red.id, rtpCapabilities })
    const open = plainOpusOpener(ssrc)
    source.on('rtp', (packet) => {
      for (const opened of open(packet)) plain.send(opened)
    })
    return plain
  } catch (error) {
    transport.close()
    throw error
  }
}

// RFC 3550, 5.1
const fixedHeaderBytes = 12
const wordBytes = 4
const paddingFlag = 0x20
const extensionFlag = 0x10
const csrcCountMask = 0x0f
const markerFlag = 0x80
const version2 = 0x80
const sequenceNumbers = 0x1_0000
/** Packets older than this are not waited for any more. */
const rememberedPackets = 256

/** Opens RED packets one after the other. What was lost on its way here is taken from the redundancy of later ones. */
export function plainOpusOpener(ssrc: number): (packet: Buffer) => Buffer[] {
  /** Sequence numbers that went out, in the order in which they did. */
  const sent = new Set<number>()

  function once(frame: { sequenceNumber: number; timestamp: number; marker: number; data: Uint8Array }): Buffer[] {
    const { sequenceNumber, timestamp, marker, data } = frame
    if (sent.has(sequenceNumber)) return []
    sent.add(sequenceNumber)
    const [oldest] = sent
    if (sent.size > rememberedPackets && oldest !== undefined) sent.delete(oldest)
    const packet = Buffer.alloc(fixedHeaderBytes + data.length)
    packet[0] = version2
    packet[1] = marker | opusPayloadType
    packet.writeUInt16BE(sequenceNumber, 2)
    packet.writeUInt32BE(timestamp, 4)
    packet.writeUInt32BE(ssrc, 8)
    packet.set(data, fixedHeaderBytes)
    return [packet]
  }

  return (packet) => {
    const payload = payloadOf(packet)
    const opened = payload && redFormat.unpack(payload)
    if (!opened) return []
    const sequenceNumber = packet.readUInt16BE(2)
    const timestamp = packet.readUInt32BE(4)
    const { primary, redundant } = opened
    // Nothing is older than the first packet.
    const repaired = sent.size === 0 ? [] : redundant
    return [
      ...repaired.flatMap(({ timestampOffset, data }, index) =>
        once({
          // Those directly before, none left out: see createRedFormat.
          sequenceNumber: (sequenceNumber - (repaired.length - index) + sequenceNumbers) % sequenceNumbers,
          timestamp: (timestamp - timestampOffset) >>> 0,
          marker: 0,
          data,
        }),
      ),
      ...once({ sequenceNumber, timestamp, marker: (packet[1] ?? 0) & markerFlag, data: primary }),
    ]
  }
}

function payloadOf(packet: Buffer): Uint8Array | undefined {
  if (packet.length < fixedHeaderBytes) return undefined
  const flags = packet[0] ?? 0
  let begin = fixedHeaderBytes + (flags & csrcCountMask) * wordBytes
  if ((flags & extensionFlag) !== 0) {
    if (packet.length < begin + wordBytes) return undefined
    begin += wordBytes + packet.readUInt16BE(begin + 2) * wordBytes
  }
  const padding = (flags & paddingFlag) === 0 ? 0 : (packet.at(-1) ?? 0)
  const end = packet.length - padding
  return end > begin ? packet.subarray(begin, end) : undefined
}
