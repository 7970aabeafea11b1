import { type MetricName, metrics } from '../../result/index.ts'
import type { Spread } from '../figures/index.ts'
import { resolution, usualSpread } from './usual-spread.ts'

/** From here a side's own lowest and highest trial are taken for its spread. */
export const trialsForSpread = 3

/** `changed`: beyond the spread where neither direction is good. */
export type Verdict = 'better' | 'worse' | 'changed' | 'within' | 'unknown'

/** In words, for the foot of every comparison. */
export const howDecided =
  `A change is beyond the spread when the ranges of both sides, from lowest to highest trial, lie apart by more than the last printed digit. ` +
  `A side with fewer than ${trialsForSpread} trials has its range widened by the usual spread of such a figure (marked ~).`

/** What chance alone would do, in words; null where spreads had to be assumed and nothing can be said. */
export function chanceText(before: number, after: number): string | null {
  if (Math.min(before, after) < trialsForSpread) return null
  const percent = (chanceOfApart(before, after) * 100).toPrecision(2)
  return `With ${before} trials against ${after} that happens to about ${percent} % of unchanged figures by chance alone.`
}

/**
 * The chance that ranges of so many trials lie apart although nothing changed: both orders of all before all after,
 * of all ways to mix them (the most extreme outcome of a rank-sum test).
 */
export function chanceOfApart(before: number, after: number): number {
  let ways = 1
  for (let i = 1; i <= before; i++) ways = (ways * (after + i)) / i
  return Math.min(1, 2 / ways)
}

export function verdictOf(metric: MetricName, before: Spread | null, after: Spread | null): Verdict {
  if (!before || !after) return 'unknown'
  const [a, b] = [rangeOf(metric, before), rangeOf(metric, after)]
  const apart = Math.max(b.low - a.high, a.low - b.high)
  // The tolerance is for binary fractions: 0.3 - 0.2 is not 0.1.
  if (apart <= resolution(metric) * 1.000001) return 'within'
  const { better } = metrics[metric]
  if (better === null) return 'changed'
  return after.median > before.median === (better === 'higher') ? 'better' : 'worse'
}

/** Whether the spread of a side had to be assumed. */
export function isAssumed(before: Spread | null, after: Spread | null): boolean {
  return [before, after].some((side) => side !== null && side.values.length < trialsForSpread)
}

function rangeOf(metric: MetricName, { min, max, values, median }: Spread): { low: number; high: number } {
  const extra = values.length < trialsForSpread ? usualSpread(metric, median) : 0
  return { low: min - extra, high: max + extra }
}
