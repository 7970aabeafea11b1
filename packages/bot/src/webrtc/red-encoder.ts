import { type RedPacketizer, redFormat } from '@mrtc/protocol'
import type { EncodedFrame } from './encoded-frame.ts'

/** Opus always counts in 48 kHz (RFC 7587, 4.1). */
const ticksPerMs = 48

/** Makes RED payloads of Opus packets. */
export class RedEncoder {
  readonly #packetizer: RedPacketizer
  /** How many earlier packets each one repeats. */
  depth = 0

  constructor(opusPayloadType: number) {
    this.#packetizer = redFormat.createPacketizer(opusPayloadType)
  }

  encode(frame: EncodedFrame): EncodedFrame {
    const timestamp = Math.round(frame.timestampMs * ticksPerMs) >>> 0
    // A copy that is no Buffer: the packetizer keeps a slice, which of a Buffer would be the same memory.
    const data = Uint8Array.from(frame.data)
    return { ...frame, data: Buffer.from(this.#packetizer.packetize({ timestamp, data }, this.depth)) }
  }
}
