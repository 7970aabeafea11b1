/**
 * The frame number in the picture: 16 cells across the whole width, in two rows of which the second is the negative of
 * the first, at the top. Read by comparing the two, so neither brightness nor contrast matter, and the cells are so big
 * (40 x 24 pixels of 640 x 360) that they survive scaling to a quarter and hard compression. Pure: page and Node use it.
 */

const numberBits = 10
const checkBits = 6
const cells = numberBits + checkBits
/** Of the frame's height. */
const rowShare = 1 / 15
const dark = 40
const bright = 216
/** Below this the two rows of a cell say nothing. */
const leastDifference = 24

/** Numbers are from 0 to this, exclusive. */
export const barcodeNumbers = 2 ** numberBits

/** Height of the two rows together, even, so that chroma rows can be cut off with it. */
export function barcodeHeight(frameHeight: number): number {
  return 2 * Math.round(frameHeight * rowShare)
}

/** Mixes both kinds of cells into every code: a plain edge across a picture must not read as a number. */
const mask = 0b1010_0101_1100_0011

/** CRC-6-ITU: a picture that is no barcode passes by chance in one case of 64, and then has 16 clear cells to pass too. */
function check(number: number): number {
  let crc = 0
  for (let bit = numberBits - 1; bit >= 0; bit--) {
    const carry = ((crc >> 5) & 1) ^ ((number >> bit) & 1)
    crc = ((crc << 1) & 0x3f) ^ (carry ? 0x03 : 0)
  }
  return crc
}

export interface LumaPlane {
  readonly data: Uint8Array
  /** Bytes from one row to the next. */
  readonly stride: number
  readonly width: number
  /** Of the whole frame, also where `data` holds its top only. */
  readonly height: number
}

export function writeBarcode({ data, stride, width, height }: LumaPlane, number: number): void {
  const code = ((number << checkBits) | check(number)) ^ mask
  const rowHeight = barcodeHeight(height) / 2
  for (let cell = 0; cell < cells; cell++) {
    const isOne = (code >> (cells - 1 - cell)) & 1
    const [left, right] = [edge(cell, width), edge(cell + 1, width)]
    for (let y = 0; y < 2 * rowHeight; y++) {
      const isBright = y < rowHeight === (isOne === 1)
      data.fill(isBright ? bright : dark, y * stride + left, y * stride + right)
    }
  }
}

/** @returns null where there is no barcode, or no certain one */
export function readBarcode(plane: LumaPlane): number | null {
  const rowHeight = barcodeHeight(plane.height) / 2
  let code = 0
  for (let cell = 0; cell < cells; cell++) {
    const difference = cellMean(plane, cell, 0, rowHeight) - cellMean(plane, cell, rowHeight, rowHeight)
    if (Math.abs(difference) < leastDifference) return null
    code = (code << 1) | (difference > 0 ? 1 : 0)
  }
  code ^= mask
  const number = code >> checkBits
  return check(number) === (code & (2 ** checkBits - 1)) ? number : null
}

function edge(cell: number, width: number): number {
  return Math.round((cell * width) / cells)
}

/** Mean of the middle of a cell: its edges are blurred by compression. */
function cellMean({ data, stride, width }: LumaPlane, cell: number, top: number, rowHeight: number): number {
  const [left, right] = [edge(cell, width), edge(cell + 1, width)]
  const marginX = Math.floor((right - left) / 4)
  const marginY = Math.floor(rowHeight / 4)
  let sum = 0
  let count = 0
  for (let y = top + marginY; y < top + rowHeight - marginY; y++) {
    for (let x = left + marginX; x < right - marginX; x++) {
      sum += data[y * stride + x] ?? 0
      count += 1
    }
  }
  return count === 0 ? 0 : sum / count
}
