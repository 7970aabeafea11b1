/**
 * A segment: the packets of one track, as they came, in one file that is only ever appended to. A header, then records,
 * enciphered as one stream (AES-256-CTR): wherever a crash cuts it off, what is before can be read. Damage is not
 * detected here: packets that make no sense are left out when they are rendered.
 */
import { type CipherKey, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

export const segmentKeyBytes = 32
const cipher = 'aes-256-ctr'
const mark = Buffer.from('MRTCSEG1')
const nonceBytes = 16
export const segmentHeaderBytes = mark.length + nonceBytes

const lengthBytes = 4
const arrivalBytes = 8
const recordHeaderBytes = lengthBytes + arrivalBytes
/** No packet is as long: a longer one is damage. */
const maxPacketBytes = 65_536

export interface ArrivedPacket {
  /** Milliseconds since the epoch, of the server's clock. */
  readonly arrivedAtMs: number
  readonly packet: Buffer
}

/** Makes the bytes of one segment, in the order in which they are to be written. */
export class SegmentEncoder {
  readonly header: Buffer
  readonly #cipher: ReturnType<typeof createCipheriv>

  constructor(key: CipherKey) {
    const nonce = randomBytes(nonceBytes)
    this.header = Buffer.concat([mark, nonce])
    this.#cipher = createCipheriv(cipher, key, nonce)
  }

  encode({ arrivedAtMs, packet }: ArrivedPacket): Buffer {
    const head = Buffer.alloc(recordHeaderBytes)
    head.writeUInt32BE(packet.length)
    head.writeDoubleBE(arrivedAtMs, lengthBytes)
    return Buffer.concat([this.#cipher.update(head), this.#cipher.update(packet)])
  }
}

/** The packets of a segment; what a crash cut off half-way is left out. @throws Error when it is no segment */
export async function* readSegment(
  bytes: AsyncIterable<Uint8Array>,
  key: CipherKey,
): AsyncGenerator<ArrivedPacket, void, undefined> {
  let rest: Buffer = Buffer.alloc(0)
  let decipher: ReturnType<typeof createDecipheriv> | undefined
  for await (const chunk of bytes) {
    if (decipher === undefined) {
      rest = Buffer.concat([rest, chunk])
      if (rest.length < segmentHeaderBytes) continue
      if (!rest.subarray(0, mark.length).equals(mark)) throw new Error('a file that is no segment of a recording')
      decipher = createDecipheriv(cipher, key, rest.subarray(mark.length, segmentHeaderBytes))
      rest = decipher.update(rest.subarray(segmentHeaderBytes))
    } else {
      rest = Buffer.concat([rest, decipher.update(chunk)])
    }
    let offset = 0
    while (rest.length - offset >= recordHeaderBytes) {
      const length = rest.readUInt32BE(offset)
      if (length > maxPacketBytes) return
      const begin = offset + recordHeaderBytes
      if (rest.length < begin + length) break
      yield { arrivedAtMs: rest.readDoubleBE(offset + lengthBytes), packet: rest.subarray(begin, begin + length) }
      offset = begin + length
    }
    rest = rest.subarray(offset)
  }
}
