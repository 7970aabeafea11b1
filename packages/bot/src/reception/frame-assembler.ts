import { dePacketizeRtpPackets, type RtpPacket } from 'werift'
import type { VideoCodecName } from '../codec/index.ts'
import { type EncodedFrame, type Ordered, TimestampUnwrapper } from '../webrtc/index.ts'

const depacketizers = { H264: 'MPEG4/ISO/AVC', VP8: 'VP8', VP9: 'VP9', AV1: 'AV1' } as const
const ticksPerMs = 90

export interface Assembled {
  /** Whole frames that a decoder can take, in order. */
  readonly frames: EncodedFrame[]
  /** Something is missing: nothing comes out before the next key frame. */
  readonly keyFrameNeeded: boolean
}

/**
 * Joins packets to frames. After a loss, and at the start, frames are held back up to the next key frame: a decoder fed
 * with holes shows smeared pictures.
 */
export class FrameAssembler {
  readonly #codec: VideoCodecName
  readonly #timestamps = new TimestampUnwrapper()
  #state: 'waitingForKeyFrame' | 'flowing' = 'waitingForKeyFrame'
  #packets: RtpPacket[] = []

  constructor(codec: VideoCodecName) {
    this.#codec = codec
  }

  push(items: readonly Ordered<RtpPacket>[]): Assembled {
    const frames: EncodedFrame[] = []
    let keyFrameNeeded = false
    for (const item of items) {
      if (item.type === 'gap') {
        this.#packets = []
        this.#state = 'waitingForKeyFrame'
        keyFrameNeeded = true
        continue
      }
      const frame = this.#add(item.packet)
      if (frame === undefined) continue
      if (frame.keyFrame) {
        this.#state = 'flowing'
        keyFrameNeeded = false
      }
      if (this.#state === 'flowing') frames.push(frame)
      else keyFrameNeeded = true
    }
    return { frames, keyFrameNeeded }
  }

  /** @returns the frame that this packet ends */
  #add(packet: RtpPacket): EncodedFrame | undefined {
    // Padding: it has a number in the sequence and nothing else.
    if (packet.payload.length === 0) return undefined
    // A new time without the marker before it: the sender leaves markers out, or its last packets were lost.
    if (this.#packets[0] !== undefined && this.#packets[0].header.timestamp !== packet.header.timestamp) {
      this.#packets = []
    }
    this.#packets.push(packet)
    if (!packet.header.marker) return undefined
    const packets = this.#packets
    this.#packets = []
    const timestampMs = this.#timestamps.unwrap(packet.header.timestamp) / ticksPerMs
    try {
      const { data, isKeyframe } = dePacketizeRtpPackets(depacketizers[this.#codec], packets)
      return { data, timestampMs, keyFrame: isKeyframe }
    } catch {
      // What the network brings may be anything: a malformed frame is a lost one.
      this.#state = 'waitingForKeyFrame'
      return { data: Buffer.alloc(0), timestampMs, keyFrame: false }
    }
  }
}
