import { describe, expect, it } from 'vitest'
import { BackgroundBlur } from './blur.ts'

const width = 64
const height = 32

/** Left half red, right half blue. */
function halves(): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(width * height * 4)
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const isLeft = pixel % width < width / 2
    pixels.set([isLeft ? 255 : 0, 0, isLeft ? 0 : 255, 255], pixel * 4)
  }
  return pixels
}

/** In the middle of a picture of half the size. */
const redAt = (pixels: Uint8ClampedArray, x: number) => pixels[((height / 4) * (width / 2) + x) * 4]

describe('the blur of a background', () => {
  it('mixes neighbours and keeps what is far from an edge', () => {
    const blurred = new BackgroundBlur(width, height).apply(halves(), undefined, { x: 2, y: 2 })
    expect(blurred).toHaveLength((width * height * 4) / 4)
    expect(redAt(blurred, 0)).toBe(255)
    expect(redAt(blurred, 15)).toBeGreaterThan(120)
    expect(redAt(blurred, 15)).toBeLessThan(200)
    expect(redAt(blurred, 31)).toBe(0)
  })

  it('keeps the colours of the person out of the background', () => {
    const person = new Uint8ClampedArray(width * height).map((_, pixel) => (pixel % width < width / 2 ? 255 : 0))
    const blurred = new BackgroundBlur(width, height).apply(halves(), person, { x: 3, y: 3 })
    expect(redAt(blurred, 17)).toBeLessThan(10)
  })

  it('leaves an even picture as it is', () => {
    const even = new Uint8ClampedArray(width * height * 4).fill(255)
    const person = new Uint8ClampedArray(width * height).fill(255)
    const blurred = new BackgroundBlur(width, height).apply(even, person, { x: 5, y: 9 })
    expect(blurred.every((value) => value >= 254)).toBe(true)
  })
})
