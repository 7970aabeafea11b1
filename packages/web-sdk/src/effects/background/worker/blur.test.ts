import { describe, expect, it } from 'vitest'
import { BackgroundBlur } from './blur.ts'

const width = 32
const height = 16

/** Left half red, right half blue. */
function halves(): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(width * height * 4)
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const isLeft = pixel % width < width / 2
    pixels.set([isLeft ? 255 : 0, 0, isLeft ? 0 : 255, 255], pixel * 4)
  }
  return pixels
}

const redAt = (pixels: Uint8ClampedArray, x: number) => pixels[((height / 2) * width + x) * 4]

describe('the blur of a background', () => {
  it('mixes neighbours and keeps what is far from an edge', () => {
    const pixels = halves()
    new BackgroundBlur(width, height).apply(pixels, undefined, { x: 2, y: 2 })
    expect(redAt(pixels, 0)).toBe(255)
    expect(redAt(pixels, 15)).toBeGreaterThan(120)
    expect(redAt(pixels, 15)).toBeLessThan(200)
    expect(redAt(pixels, 31)).toBe(0)
  })

  it('keeps the colours of the person out of the background', () => {
    const pixels = halves()
    const person = new Uint8ClampedArray(width * height).map((_, pixel) => (pixel % width < width / 2 ? 255 : 0))
    new BackgroundBlur(width, height).apply(pixels, person, { x: 3, y: 3 })
    expect(redAt(pixels, 17)).toBeLessThan(10)
  })

  it('leaves an even picture as it is', () => {
    const pixels = new Uint8ClampedArray(width * height * 4).fill(255)
    new BackgroundBlur(width, height).apply(pixels, new Uint8ClampedArray(width * height).fill(255), { x: 5, y: 9 })
    expect(pixels.every((value) => value >= 254)).toBe(true)
  })
})
