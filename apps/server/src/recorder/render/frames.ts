/** Frames of packets: what is incomplete is left out, and pictures that build on it until the next whole picture. */
import type { OrderedPacket } from './in-order.ts'

export interface Frame {
  readonly timestamp: number
  readonly isKey: boolean
  readonly data: Buffer
}

/** Puts the payloads of one frame together, in order and none missing. Undefined when they make no frame. */
export type Depacketize = (payloads: readonly Buffer[]) => Omit<Frame, 'timestamp'> | undefined

/** A packet of sound is a frame. */
export async function* soundFrames(packets: AsyncIterable<OrderedPacket>): AsyncGenerator<Frame, void, undefined> {
  for await (const { timestamp, payload } of packets) yield { timestamp, isKey: true, data: payload }
}

export async function* pictureFrames(
  packets: AsyncIterable<OrderedPacket>,
  depacketize: Depacketize,
): AsyncGenerator<Frame, void, undefined> {
  let payloads: Buffer[] = []
  let timestamp: number | undefined
  let lastSequence: number | undefined
  /** Whether packets of this frame are missing. */
  let isIncomplete = false
  let needsKey = true

  function finish(): Frame | undefined {
    const frame = timestamp === undefined || isIncomplete ? undefined : whole(depacketize, payloads, timestamp)
    if (!frame) needsKey = true
    else if (frame.isKey) needsKey = false
    payloads = []
    timestamp = undefined
    isIncomplete = false
    return needsKey ? undefined : frame
  }

  for await (const packet of packets) {
    const isAfterLoss = lastSequence !== undefined && packet.sequenceNumber !== lastSequence + 1
    lastSequence = packet.sequenceNumber
    // The end of the frame before was lost.
    if (timestamp !== undefined && packet.timestamp !== timestamp) {
      isIncomplete = true
      finish()
    }
    if (isAfterLoss) {
      needsKey = true
      // What is missing may be of this frame, too; a whole picture is found to be whole by its codec.
      isIncomplete = payloads.length > 0
    }
    timestamp = packet.timestamp
    payloads.push(packet.payload)
    if (!packet.marker) continue
    const frame = finish()
    if (frame) yield frame
  }
}

function whole(depacketize: Depacketize, payloads: readonly Buffer[], timestamp: number): Frame | undefined {
  try {
    const frame = depacketize(payloads)
    return frame && { timestamp, ...frame }
  } catch {
    // Payloads that their codec's format does not allow.
    return undefined
  }
}
