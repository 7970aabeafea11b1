/** Reads the picture's size from a sequence parameter set (ITU-T H.264, 7.3.2.1.1). */

import { nalType, nalTypeOf, splitAnnexB } from './nal-units.ts'

const startCodes = [Buffer.from([0, 0, 1]), Buffer.from([0, 0, 0, 1])]
const macroblock = 16
/** Profiles whose parameter set has the fields about chroma. */
const highProfiles = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135])
const bitsPerByte = 8

export interface PictureSize {
  readonly width: number
  readonly height: number
}

/** @returns undefined when it is not one that we can read */
export function readPictureSize(sps: Buffer): PictureSize | undefined {
  try {
    return parse(new BitReader(withoutEmulationPrevention(sps.subarray(1))))
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Of an access unit as Annex B has it. @returns undefined when it says no size, as others than key frames do */
export function pictureSizeOf(accessUnit: Buffer): PictureSize | undefined {
  // What begins otherwise is no H264: whoever sends it hears of that elsewhere.
  if (!startCodes.some((code) => accessUnit.subarray(0, code.length).equals(code))) return undefined
  const sps = splitAnnexB(accessUnit).find((unit) => nalTypeOf(unit) === nalType.sps)
  return sps && readPictureSize(sps)
}

function parse(bits: BitReader): PictureSize {
  const profile = bits.read(8)
  bits.read(16)
  bits.exponential()
  let chromaFormat = 1
  if (highProfiles.has(profile)) {
    chromaFormat = bits.exponential()
    if (chromaFormat === 3) bits.read(1)
    bits.exponential()
    bits.exponential()
    bits.read(1)
    if (bits.read(1) === 1) skipScalingLists(bits, chromaFormat === 3 ? 12 : 8)
  }
  bits.exponential()
  skipPictureOrder(bits)
  bits.exponential()
  bits.read(1)
  const widthInMacroblocks = bits.exponential() + 1
  const heightInMapUnits = bits.exponential() + 1
  const framesOnly = bits.read(1)
  if (framesOnly === 0) bits.read(1)
  bits.read(1)
  const hasCropping = bits.read(1) === 1
  const crop = hasCropping
    ? { left: bits.exponential(), right: bits.exponential(), top: bits.exponential(), bottom: bits.exponential() }
    : { left: 0, right: 0, top: 0, bottom: 0 }
  const cropUnitX = chromaFormat === 1 || chromaFormat === 2 ? 2 : 1
  const cropUnitY = (chromaFormat === 1 ? 2 : 1) * (2 - framesOnly)
  return {
    width: widthInMacroblocks * macroblock - (crop.left + crop.right) * cropUnitX,
    height: (2 - framesOnly) * heightInMapUnits * macroblock - (crop.top + crop.bottom) * cropUnitY,
  }
}

function skipPictureOrder(bits: BitReader): void {
  const type = bits.exponential()
  if (type === 0) bits.exponential()
  else if (type === 1) {
    bits.read(1)
    bits.exponential()
    bits.exponential()
    const count = bits.exponential()
    for (let index = 0; index < count; index++) bits.exponential()
  }
}

function skipScalingLists(bits: BitReader, lists: number): void {
  for (let list = 0; list < lists; list++) {
    if (bits.read(1) === 0) continue
    let last = 8
    let next = 8
    for (let at = 0; at < (list < 6 ? 16 : 64); at++) {
      if (next !== 0) next = (last + signed(bits.exponential()) + 256) % 256
      if (next !== 0) last = next
    }
  }
}

/** Exp-Golomb codes of signed values alternate: 1, -1, 2, -2, ... */
const signed = (code: number) => (code % 2 === 1 ? (code + 1) / 2 : -code / 2)

/** In a NAL unit a 3 follows two zero bytes, so that no start code appears in it. */
function withoutEmulationPrevention(data: Buffer): Buffer {
  return Buffer.from(data.filter((value, at) => !(value === 3 && at >= 2 && data[at - 1] === 0 && data[at - 2] === 0)))
}

class BitReader {
  readonly #data: Buffer
  #position = 0

  constructor(data: Buffer) {
    this.#data = data
  }

  /** @throws RangeError past the end */
  read(count: number): number {
    let value = 0
    for (let bit = 0; bit < count; bit++) {
      const byte = this.#data[Math.floor(this.#position / bitsPerByte)]
      if (byte === undefined) throw new RangeError('past the end')
      value = value * 2 + ((byte >> (bitsPerByte - 1 - (this.#position % bitsPerByte))) & 1)
      this.#position++
    }
    return value
  }

  /** Unsigned Exp-Golomb. */
  exponential(): number {
    let zeros = 0
    while (this.read(1) === 0) zeros++
    return 2 ** zeros - 1 + this.read(zeros)
  }
}
