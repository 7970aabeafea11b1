/** AV1 over RTP (AOM's "RTP Payload Format For AV1", section 4): temporal units of its payloads. */
import type { Depacketize } from './frames.ts'

const continuesFlag = 0x80
const isContinuedFlag = 0x40
const countShift = 4
const countMask = 0x03

const typeShift = 3
const typeMask = 0x0f
const extensionFlag = 0x04
const sizeFlag = 0x02
const sequenceHeader = 1
const temporalDelimiter = 2
const tileList = 8
const temporalDelimiterObu = Buffer.from([(temporalDelimiter << typeShift) | sizeFlag, 0])

export function depacketizeAv1(payloads: readonly Buffer[]): ReturnType<Depacketize> {
  const obus: Buffer[] = []
  let fragment: Buffer[] | undefined
  for (const payload of payloads) {
    const header = payload[0] ?? 0
    const elements = elementsOf(payload.subarray(1), (header >> countShift) & countMask)
    for (const [index, element] of elements.entries()) {
      if (index === 0 && (header & continuesFlag) !== 0) {
        if (!fragment) return undefined
        fragment.push(element)
      } else {
        if (fragment) return undefined
        fragment = [element]
      }
      const isContinued = index === elements.length - 1 && (header & isContinuedFlag) !== 0
      if (isContinued) continue
      obus.push(Buffer.concat(fragment))
      fragment = undefined
    }
  }
  if (fragment || obus.length === 0) return undefined
  const kept = obus.filter((obu) => ![temporalDelimiter, tileList].includes(typeOf(obu)))
  const isKey = kept.some((obu) => typeOf(obu) === sequenceHeader)
  return { isKey, data: Buffer.concat([temporalDelimiterObu, ...kept.map(withSize)]) }
}

/** @param count of elements, the last of which has no size; 0: each has one */
function elementsOf(bytes: Buffer, count: number): Buffer[] {
  const elements: Buffer[] = []
  let offset = 0
  while (offset < bytes.length) {
    if (count !== 0 && elements.length === count - 1) {
      elements.push(bytes.subarray(offset))
      break
    }
    const { value, length } = readLeb128(bytes, offset)
    const begin = offset + length
    if (begin + value > bytes.length) throw new RangeError('an AV1 element that is longer than its packet')
    elements.push(bytes.subarray(begin, begin + value))
    offset = begin + value
  }
  return elements
}

const typeOf = (obu: Buffer): number => ((obu[0] ?? 0) >> typeShift) & typeMask

/** Senders leave sizes out; files need them. */
function withSize(obu: Buffer): Buffer {
  const header = obu[0] ?? 0
  if ((header & sizeFlag) !== 0) return obu
  const headerBytes = (header & extensionFlag) === 0 ? 1 : 2
  const head = Buffer.from(obu.subarray(0, headerBytes))
  head[0] = header | sizeFlag
  const body = obu.subarray(headerBytes)
  return Buffer.concat([head, leb128(body.length), body])
}

const leb128Bits = 7
const leb128Base = 2 ** leb128Bits
const moreFlag = 0x80

function readLeb128(bytes: Buffer, offset: number): { value: number; length: number } {
  let value = 0
  for (let length = 1; ; length++) {
    const byte = bytes.readUInt8(offset + length - 1)
    value += (byte & ~moreFlag) * leb128Base ** (length - 1)
    if ((byte & moreFlag) === 0) return { value, length }
  }
}

function leb128(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  do {
    const low = rest % leb128Base
    rest = Math.floor(rest / leb128Base)
    bytes.push(rest > 0 ? low | moreFlag : low)
  } while (rest > 0)
  return Buffer.from(bytes)
}
