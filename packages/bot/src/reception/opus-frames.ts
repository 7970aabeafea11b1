import { isRed, redFormat } from '@mrtc/protocol'
import type { RtpPacket } from 'werift'
import type { RemoteTrack } from '../webrtc/index.ts'
import { toWireSequence, toWireTimestamp } from '../webrtc/sequence.ts'

/** One Opus packet, whether it came by itself or in the redundancy of a later one. */
export interface OpusFrame {
  readonly sequenceNumber: number
  readonly timestamp: number
  readonly data: Buffer
  readonly redundant: boolean
}

/** Opens the packets of a track: of RED, the repeated frames come first, as they are older. */
export function opusFrameOpener({ codec }: Pick<RemoteTrack, 'codec'>): (packet: RtpPacket) => readonly OpusFrame[] {
  return isRed(codec) ? openRed : openPlain
}

function openPlain({ header: { sequenceNumber, timestamp }, payload }: RtpPacket): OpusFrame[] {
  return [{ sequenceNumber, timestamp, data: payload, redundant: false }]
}

function openRed(packet: RtpPacket): OpusFrame[] {
  const { sequenceNumber, timestamp } = packet.header
  const opened = redFormat.unpack(packet.payload)
  // Padding is empty; of what is malformed the place in the sequence is known.
  if (opened === undefined) return openPlain(packet).map((frame) => ({ ...frame, data: Buffer.alloc(0) }))
  const { primary, redundant } = opened
  const earlier = redundant.map(({ timestampOffset, data }, index) => ({
    // Those directly before, none left out: see createRedFormat.
    sequenceNumber: toWireSequence(sequenceNumber - (redundant.length - index)),
    timestamp: toWireTimestamp(timestamp - timestampOffset),
    data: Buffer.from(data),
    redundant: true,
  }))
  return [...earlier, { sequenceNumber, timestamp, data: Buffer.from(primary), redundant: false }]
}
