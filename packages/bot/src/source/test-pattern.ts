import { type I420Frame, i420FromBuffer, i420SizeBytes } from '../codec/index.ts'

/**
 * A picture that can be checked at the other end: a gradient that moves, and a number burned in as a barcode of black and
 * white cells. 32 bits of the number and 8 of a check sum, in five rows of eight cells in the upper left corner.
 */
const columns = 8
const rows = 5
const numberBits = 32
/** Cells are so much of the picture's width, in whole pixels: large enough to survive encoding at low rates. */
const cellsAcross = 32

const black = 16
const white = 235
const threshold = (black + white) / 2
const grey = 128

const cellSize = (width: number) => Math.floor(width / cellsAcross)

/** Draws into a tightly packed buffer, which may be used again for the next picture. */
export class TestPattern {
  readonly #packed: Buffer
  readonly #width: number
  readonly #height: number
  /** One row of the gradient, twice as long as needed: each picture's rows are parts of it. */
  readonly #gradient: Buffer

  constructor(width: number, height: number) {
    this.#width = width
    this.#height = height
    this.#packed = Buffer.alloc(i420SizeBytes(width, height), grey)
    const period = 256
    this.#gradient = Buffer.alloc(width + period)
    for (let at = 0; at < this.#gradient.length; at++) {
      const position = at % period
      // A triangle: no hard edge wanders through the picture.
      this.#gradient[at] = 60 + Math.abs(position - period / 2)
    }
  }

  /**
   * @param number 0 to 2^32 - 1, for example a clock's milliseconds
   * @returns the picture; its planes are overwritten by the next call
   */
  draw(number: number, timestampMs: number): I420Frame {
    const shift = (timestampMs / 10) % 256
    for (let row = 0; row < this.#height; row++) {
      const from = Math.floor(shift + row / 2) % 256
      this.#gradient.copy(this.#packed, row * this.#width, from, from + this.#width)
    }
    const size = cellSize(this.#width)
    for (let cell = 0; cell < columns * rows; cell++) {
      const value = bitOf(number, cell) ? white : black
      const top = (1 + Math.floor(cell / columns)) * size
      const left = (1 + (cell % columns)) * size
      for (let row = top; row < top + size; row++) {
        this.#packed.fill(value, row * this.#width + left, row * this.#width + left + size)
      }
    }
    return i420FromBuffer(this.#packed, { width: this.#width, height: this.#height, timestampMs })
  }
}

/** Reads the number back. @returns undefined when there is none or it was damaged */
export function readTestPattern({ y, strideY, width }: Pick<I420Frame, 'y' | 'strideY' | 'width'>): number | undefined {
  const size = cellSize(width)
  let number = 0
  let sum = 0
  for (let cell = 0; cell < columns * rows; cell++) {
    const top = (1 + Math.floor(cell / columns)) * size
    const left = (1 + (cell % columns)) * size
    const bit = meanOfCell(y, strideY, left, top, size) > threshold ? 1 : 0
    if (cell < numberBits) number = number * 2 + bit
    else sum = sum * 2 + bit
  }
  return sum === checkSum(number) ? number : undefined
}

function bitOf(number: number, cell: number): boolean {
  if (cell < numberBits) return Math.floor(number / 2 ** (numberBits - 1 - cell)) % 2 === 1
  return (checkSum(number) >> (columns * rows - 1 - cell)) % 2 === 1
}

/** Not zero for zero: a black corner is not a number. */
function checkSum(number: number): number {
  let sum = 0xa5
  for (let shift = 0; shift < numberBits; shift += 8) sum = (sum * 31 + (Math.floor(number / 2 ** shift) & 0xff)) & 0xff
  return sum
}

/** Of the inner half of the cell: its edges are smeared by the encoder. */
function meanOfCell(plane: Buffer, stride: number, left: number, top: number, size: number): number {
  const margin = Math.floor(size / 4)
  let total = 0
  let count = 0
  for (let row = top + margin; row < top + size - margin; row++) {
    for (let column = left + margin; column < left + size - margin; column++) {
      total += plane[row * stride + column] ?? 0
      count++
    }
  }
  return count === 0 ? 0 : total / count
}
