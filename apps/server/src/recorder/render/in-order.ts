/** Packets of a segment in the order in which they were sent, with numbers and timestamps that do not wrap around. */
import { RtpPacket } from 'werift'
import type { ArrivedPacket } from '../capture/segment-format.ts'

export interface OrderedPacket {
  readonly sequenceNumber: number
  /** In units of the codec's clock rate. */
  readonly timestamp: number
  readonly marker: boolean
  readonly payload: Buffer
  readonly arrivedAtMs: number
}

/** What has not come by then is taken for lost. Senders are asked to repeat what is missing for a second. */
const waitMs = 2_000
const sequenceNumbers = 2 ** 16
const timestamps = 2 ** 32
// RFC 3550, 5.1
const fixedHeaderBytes = 12
const version2 = 2
const versionShift = 6

/** Repeats, damaged packets and those of other payload types are left out. */
export async function* inOrder(
  packets: AsyncIterable<ArrivedPacket>,
  payloadType: number,
): AsyncGenerator<OrderedPacket, void, undefined> {
  const waiting = new Map<number, OrderedPacket>()
  let next: number | undefined
  let lastSequence: number | undefined
  let lastTimestamp: number | undefined

  function* due(nowMs: number): Generator<OrderedPacket> {
    while (waiting.size > 0) {
      const packet = next === undefined ? undefined : waiting.get(next)
      if (packet) {
        waiting.delete(packet.sequenceNumber)
        next = packet.sequenceNumber + 1
        yield packet
        continue
      }
      let oldest = Number.POSITIVE_INFINITY
      let lowest = Number.POSITIVE_INFINITY
      for (const { arrivedAtMs, sequenceNumber } of waiting.values()) {
        oldest = Math.min(oldest, arrivedAtMs)
        lowest = Math.min(lowest, sequenceNumber)
      }
      if (nowMs - oldest < waitMs) return
      next = lowest
    }
  }

  for await (const { packet, arrivedAtMs } of packets) {
    const parsed = parse(packet)
    if (!parsed || parsed.header.payloadType !== payloadType || parsed.payload.length === 0) continue
    const { header, payload } = parsed
    const sequenceNumber = unwrapped(header.sequenceNumber, lastSequence, sequenceNumbers)
    const timestamp = unwrapped(header.timestamp, lastTimestamp, timestamps)
    lastSequence = Math.max(sequenceNumber, lastSequence ?? sequenceNumber)
    lastTimestamp = Math.max(timestamp, lastTimestamp ?? timestamp)
    // Too late, or from before the first one.
    if (next !== undefined && sequenceNumber < next) continue
    waiting.set(sequenceNumber, { sequenceNumber, timestamp, marker: header.marker, payload, arrivedAtMs })
    next ??= sequenceNumber
    yield* due(arrivedAtMs)
  }
  yield* due(Number.POSITIVE_INFINITY)
}

function parse(packet: Buffer): RtpPacket | undefined {
  if (packet.length < fixedHeaderBytes || (packet[0] ?? 0) >> versionShift !== version2) return undefined
  try {
    return RtpPacket.deSerialize(packet)
  } catch {
    // Damaged on the disk.
    return undefined
  }
}

/** The number that is meant, next to the last one. */
export function unwrapped(value: number, last: number | undefined, modulus: number): number {
  if (last === undefined) return value
  const ahead = (((value - last) % modulus) + modulus) % modulus
  return ahead < modulus / 2 ? last + ahead : last + ahead - modulus
}
