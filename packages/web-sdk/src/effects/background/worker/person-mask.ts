import type { CheckedCutOut } from '../options.ts'

/** Of confidences, around the one half where person and background meet. */
const narrowestEdge = 0.05
const widestEdge = 0.45

const opaque = 255

/** From the model's confidences, picture after picture, to how much of each pixel is the person. */
export class PersonMask {
  readonly #steadiness: number
  readonly #edge: number
  readonly #confidences: Float32Array
  readonly #alpha: Uint8ClampedArray
  #isFirst = true

  constructor(pixels: number, { edgeSoftness, steadiness }: CheckedCutOut) {
    this.#steadiness = steadiness
    this.#edge = narrowestEdge + edgeSoftness * (widestEdge - narrowestEdge)
    this.#confidences = new Float32Array(pixels)
    this.#alpha = new Uint8ClampedArray(pixels)
  }

  /** @returns 0 background to 255 person for each pixel, valid until the next call */
  update(confidences: ArrayLike<number>): Uint8ClampedArray {
    const kept = this.#confidences
    const steadiness = this.#isFirst ? 0 : this.#steadiness
    this.#isFirst = false
    for (let index = 0; index < kept.length; index += 1) {
      const next = confidences[index] ?? 0
      const before = kept[index] ?? 0
      // Small changes are the model's noise, large ones are somebody who moves.
      const likeness = 1 - Math.abs(next - before)
      const now = next + (before - next) * steadiness * likeness * likeness
      kept[index] = now
      this.#alpha[index] = opaque * smoothStep((now - 0.5 + this.#edge) / (2 * this.#edge))
    }
    return this.#alpha
  }

  /** What comes next is another scene. */
  forget(): void {
    this.#isFirst = true
  }
}

function smoothStep(x: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  return x * x * (3 - 2 * x)
}
