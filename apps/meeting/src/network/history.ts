/** The last minutes of both directions, for plots and for support. */

import { type ReadableStore, Store } from '@mrtc/client'
import type { Figures, Measurement } from '@mrtc/react'
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

/** Keeps what was measured in the last minutes. */
export class NetworkHistory {
  readonly #points = new Store<readonly HistoryPoint[]>([])
  readonly #off: () => void

  constructor(measurements: ReadableStore<ReadonlyMap<string, Measurement>>) {
    this.#off = measurements.subscribe(() => {
      this.#points.update((history) => withPoint(history, measurements.get().values(), Date.now()))
    })
  }

  /** Oldest first. */
  get points(): ReadableStore<readonly HistoryPoint[]> {
    return this.#points
  }

  close(): void {
    this.#off()
  }
}
