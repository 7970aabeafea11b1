import type { PlotLine } from '../plots/data.ts'

/**
 * The x axis of a plot: for each second its middle, where lines have their value, and its end, where steps have theirs.
 * `undefined` is what uPlot takes for "not of this line", against `null` for a gap.
 */
export interface Grid {
  readonly xs: number[]
  valuesOf(line: PlotLine): (number | null | undefined)[]
  /** Where the line has its value of a second. */
  placeOf(line: PlotLine, second: number): number
  /** Which second a place belongs to. */
  secondOf(index: number): number
}

const placesPerSecond = 2

export function createGrid(seconds: readonly number[]): Grid {
  return {
    xs: seconds.flatMap((end, i) => [((seconds[i - 1] ?? 0) + end) / 2, end]),
    valuesOf: ({ values, stepped }) =>
      seconds.flatMap((_, i) => {
        const value = values[i] ?? null
        return stepped ? [undefined, value] : [value, undefined]
      }),
    placeOf: ({ stepped }, second) => second * placesPerSecond + (stepped ? 1 : 0),
    secondOf: (index) => Math.floor(index / placesPerSecond),
  }
}
