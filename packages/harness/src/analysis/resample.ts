/** Zero crossings of the filter on each side: more is steeper. */
const lobes = 12

export interface ResampleOptions {
  /** Where the first output sample lies, in input samples; may be between two, or before the beginning. */
  readonly first: number
  /** Input samples for each output sample; at least 1, so that only the output's band has to be kept. */
  readonly step: number
  /** Output samples. */
  readonly length: number
}

/** A lower rate, by a sinc filter with a Hann window that ends at the new band's edge. Beyond the input is silence. */
export function resample(input: Float32Array, { first, step, length }: ResampleOptions): Float32Array {
  const reach = lobes * step
  return Float32Array.from({ length }, (_, n) => {
    const centre = first + n * step
    let sum = 0
    for (let i = Math.ceil(centre - reach); i <= centre + reach; i++) {
      const distance = (i - centre) / step
      const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / lobes)
      const sinc = distance === 0 ? 1 : Math.sin(Math.PI * distance) / (Math.PI * distance)
      sum += (input[i] ?? 0) * sinc * window
    }
    return sum / step
  })
}
