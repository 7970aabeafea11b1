import { describe, expect, it } from 'vitest'
import { barcodeNumbers, readBarcode, writeBarcode } from './barcode.ts'
import { Scene } from './scene.ts'

const width = 640
const height = 360

function marked(number: number): Uint8Array {
  const { y } = new Scene({ width, height, loopFrames: 150 }).frame(3)
  writeBarcode({ data: y, stride: width, width, height }, number)
  return y
}

/** Mean of squares of pixels, as a scaler does. */
function scaled(data: Uint8Array, by: number): { data: Uint8Array; stride: number; width: number; height: number } {
  const [w, h] = [width / by, height / by]
  const out = Uint8Array.from({ length: w * h }, (_, i) => {
    const [x, y] = [(i % w) * by, Math.floor(i / w) * by]
    let sum = 0
    for (let dy = 0; dy < by; dy++) for (let dx = 0; dx < by; dx++) sum += data[(y + dy) * width + x + dx] ?? 0
    return sum / by / by
  })
  return { data: out, stride: w, width: w, height: h }
}

describe('the barcode', () => {
  it('gives every number back', () => {
    const data = new Uint8Array(width * height)
    for (let number = 0; number < barcodeNumbers; number++) {
      writeBarcode({ data, stride: width, width, height }, number)
      expect(readBarcode({ data, stride: width, width, height })).toBe(number)
    }
  })

  it('survives scaling to a quarter, less contrast, more brightness and coarse noise', () => {
    const small = scaled(marked(613), 4)
    small.data.forEach((value, i) => {
      small.data[i] = value * 0.5 + 90 + ((i * 7919) % 31) - 15
    })
    expect(readBarcode(small)).toBe(613)
  })

  it('is not read off a picture without one', () => {
    const scene = new Scene({ width, height, loopFrames: 150 })
    for (let n = 0; n < 20; n++)
      expect(readBarcode({ data: scene.frame(n).y, stride: width, width, height })).toBeNull()
  })

  it('is not read where the check does not fit', () => {
    const data = marked(613)
    // Swap the two rows of the first cell: one bit is wrong.
    for (let y = 0; y < 48; y++) data.fill(y < 24 ? 216 : 40, y * width, y * width + 40)
    expect(readBarcode({ data, stride: width, width, height })).toBeNull()
  })
})
