/** Blurs what is behind a person, on few pixels: it is drawn large afterwards. */

const channels = 4
/** Three box blurs look like a Gaussian one. */
const passes = 3
/** How little a pixel of the person counts: more than nothing, for places where there is nothing else. */
const leastWeight = 1 / 1024
const opaque = 255

/** Of the blurred picture, in its pixels. */
export interface BlurRadius {
  readonly x: number
  readonly y: number
}

/** Blurs pictures of one size, again and again without new memory. Its picture has half the width and height. */
export class BackgroundBlur {
  readonly width: number
  readonly height: number
  readonly #pixels: Uint8ClampedArray<ArrayBuffer>
  /** Red, green, blue times weight, and weight, of each pixel. */
  #weighted: Float32Array
  #spare: Float32Array

  /** @param width of the pictures that come, even like the height */
  constructor(width: number, height: number) {
    this.width = width / 2
    this.height = height / 2
    this.#pixels = new Uint8ClampedArray(this.width * this.height * channels)
    this.#weighted = new Float32Array(this.#pixels.length)
    this.#spare = new Float32Array(this.#pixels.length)
  }

  /**
   * The person's colours stay out of it, so that no glow is seen around them.
   * @param pixels RGBA
   * @param person 0 background to 255 person for each pixel; undefined blurs all of the picture
   * @returns RGBA of half the size, valid until the next call
   */
  apply(
    pixels: Uint8ClampedArray,
    person: Uint8ClampedArray | undefined,
    radius: BlurRadius,
  ): Uint8ClampedArray<ArrayBuffer> {
    this.#weigh(pixels, person)
    for (let pass = 0; pass < passes; pass += 1) {
      this.#boxes(this.height, this.width, channels * this.width, channels, radius.x)
      this.#boxes(this.width, this.height, channels, channels * this.width, radius.y)
    }
    const weighted = this.#weighted
    const blurred = this.#pixels
    for (let at = 0; at < weighted.length; at += channels) {
      const scale = 1 / (weighted[at + 3] || leastWeight)
      blurred[at] = (weighted[at] ?? 0) * scale
      blurred[at + 1] = (weighted[at + 1] ?? 0) * scale
      blurred[at + 2] = (weighted[at + 2] ?? 0) * scale
      blurred[at + 3] = opaque
    }
    return blurred
  }

  /** Four pixels become one. */
  #weigh(pixels: Uint8ClampedArray, person: Uint8ClampedArray | undefined): void {
    const weighted = this.#weighted.fill(0)
    const width = 2 * this.width
    for (let pixel = 0; pixel < width * 2 * this.height; pixel += 1) {
      const x = pixel % width
      const y = (pixel - x) / width
      const to = ((y >> 1) * this.width + (x >> 1)) * channels
      const from = pixel * channels
      const weight = person === undefined ? 1 : Math.max(leastWeight, 1 - (person[pixel] ?? 0) / opaque)
      weighted[to] = (weighted[to] ?? 0) + (pixels[from] ?? 0) * weight
      weighted[to + 1] = (weighted[to + 1] ?? 0) + (pixels[from + 1] ?? 0) * weight
      weighted[to + 2] = (weighted[to + 2] ?? 0) + (pixels[from + 2] ?? 0) * weight
      weighted[to + 3] = (weighted[to + 3] ?? 0) + weight
    }
  }

  /** The mean of `radius` pixels to both sides along each line; the outermost go on beyond the picture. */
  #boxes(lines: number, length: number, lineStep: number, step: number, radius: number): void {
    const from = this.#weighted
    const to = this.#spare
    const share = 1 / (2 * radius + 1)
    for (let line = 0; line < lines; line += 1) {
      const start = line * lineStep
      const last = start + (length - 1) * step
      for (let at = start; at < start + channels; at += 1) {
        const offset = at - start
        let sum = (from[at] ?? 0) * (radius + 1)
        for (let ahead = 1; ahead <= radius; ahead += 1) sum += from[Math.min(last, start + ahead * step) + offset] ?? 0
        let enters = start + (radius + 1) * step
        let leaves = start - radius * step
        for (let place = start; place <= last; place += step) {
          to[place + offset] = sum * share
          sum += (from[Math.min(enters, last) + offset] ?? 0) - (from[Math.max(leaves, start) + offset] ?? 0)
          enters += step
          leaves += step
        }
      }
    }
    this.#weighted = to
    this.#spare = from
  }
}
