/** Blurs what is behind a person, on few pixels: it is drawn large afterwards. */

const channels = 4
/** Three box blurs look like a Gaussian one. */
const passes = 3
/** How little a pixel of the person counts: more than nothing, for places where there is nothing else. */
const leastWeight = 1 / 1024
const opaque = 255

export interface BlurRadius {
  readonly x: number
  readonly y: number
}

/** Blurs pictures of one size, again and again without new memory. */
export class BackgroundBlur {
  readonly #width: number
  readonly #height: number
  /** Red, green, blue times weight, and weight, of each pixel. */
  #weighted: Float32Array
  #spare: Float32Array

  constructor(width: number, height: number) {
    this.#width = width
    this.#height = height
    this.#weighted = new Float32Array(width * height * channels)
    this.#spare = new Float32Array(width * height * channels)
  }

  /**
   * In place. The person's colours stay out of it, so that no glow is seen around them.
   * @param pixels RGBA
   * @param person 0 background to 255 person for each pixel; undefined blurs all of the picture
   */
  apply(pixels: Uint8ClampedArray, person: Uint8ClampedArray | undefined, radius: BlurRadius): void {
    this.#weigh(pixels, person)
    for (let pass = 0; pass < passes; pass += 1) {
      this.#boxes(this.#height, this.#width, channels * this.#width, channels, radius.x)
      this.#boxes(this.#width, this.#height, channels, channels * this.#width, radius.y)
    }
    const weighted = this.#weighted
    for (let at = 0; at < weighted.length; at += channels) {
      const weight = weighted[at + 3] || leastWeight
      pixels[at] = (weighted[at] ?? 0) / weight
      pixels[at + 1] = (weighted[at + 1] ?? 0) / weight
      pixels[at + 2] = (weighted[at + 2] ?? 0) / weight
      pixels[at + 3] = opaque
    }
  }

  #weigh(pixels: Uint8ClampedArray, person: Uint8ClampedArray | undefined): void {
    const weighted = this.#weighted
    for (let at = 0, pixel = 0; at < weighted.length; at += channels, pixel += 1) {
      const weight = person === undefined ? 1 : Math.max(leastWeight, 1 - (person[pixel] ?? 0) / opaque)
      weighted[at] = (pixels[at] ?? 0) * weight
      weighted[at + 1] = (pixels[at + 1] ?? 0) * weight
      weighted[at + 2] = (pixels[at + 2] ?? 0) * weight
      weighted[at + 3] = weight
    }
  }

  /** The mean of `radius` pixels to both sides along each line; the outermost go on beyond the picture. */
  #boxes(lines: number, length: number, lineStep: number, step: number, radius: number): void {
    const from = this.#weighted
    const to = this.#spare
    const share = 1 / (2 * radius + 1)
    for (let line = 0; line < lines; line += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        const start = line * lineStep + channel
        const last = start + (length - 1) * step
        let sum = (from[start] ?? 0) * (radius + 1)
        for (let ahead = 1; ahead <= radius; ahead += 1) sum += from[Math.min(last, start + ahead * step)] ?? 0
        for (let at = start, index = 0; index < length; at += step, index += 1) {
          to[at] = sum * share
          sum +=
            (from[Math.min(last, at + (radius + 1) * step)] ?? 0) - (from[Math.max(start, at - radius * step)] ?? 0)
        }
      }
    }
    this.#weighted = to
    this.#spare = from
  }
}
