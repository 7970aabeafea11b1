/** A figure over the trials of a scenario. */
export interface Spread {
  readonly values: readonly number[]
  readonly median: number
  readonly min: number
  readonly max: number
}

/** @returns null where no trial knew the figure */
export function spreadOf(values: readonly (number | null | undefined)[]): Spread | null {
  const known = values.filter((value) => typeof value === 'number').toSorted((a, b) => a - b)
  const min = known.at(0)
  const max = known.at(-1)
  if (min === undefined || max === undefined) return null
  return { values: known, median: medianOfSorted(known), min, max }
}

function medianOfSorted(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}
