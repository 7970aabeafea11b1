/** The last minutes of both directions, for plots and for support. Pure. */
import type { Measurement } from './network-monitor.ts'
import type { Figures } from './stats.ts'
import { summaryOf } from './summary.ts'

export interface HistoryPoint {
  /** Since the epoch. */
  readonly atMs: number
  readonly sent?: Figures
  readonly received?: Figures
}

/** What a person remembers of "just now". */
export const historyMs = 180_000

export const withPoint = (
  history: readonly HistoryPoint[],
  measurements: Iterable<Measurement>,
  atMs: number,
): readonly HistoryPoint[] => {
  const all = [...measurements]
  const sent = summaryOf(all, 'send')?.figures
  const received = summaryOf(all, 'recv')?.figures
  const point = { atMs, ...(sent === undefined ? {} : { sent }), ...(received === undefined ? {} : { received }) }
  return [...history.filter((one) => atMs - one.atMs <= historyMs), point]
}
