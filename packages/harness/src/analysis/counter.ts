import type { Interval } from './interval.ts'

/** A counter as it was read at some moments. */
export interface Reading {
  readonly atMs: number
  readonly value: number
}

/**
 * How much a counter grew within an interval, its growth spread evenly between readings. A counter that became smaller
 * began again at 0. Null where no reading covers any of it.
 */
export function growth(readings: readonly Reading[], { startMs, endMs }: Interval): number | null {
  let sum = 0
  let isCovered = false
  for (let i = 1; i < readings.length; i++) {
    const [from, to] = [readings[i - 1], readings[i]]
    if (!from || !to || to.atMs <= from.atMs) continue
    const overlapMs = Math.min(to.atMs, endMs) - Math.max(from.atMs, startMs)
    if (overlapMs <= 0) continue
    isCovered = true
    const grown = to.value >= from.value ? to.value - from.value : to.value
    sum += (grown * overlapMs) / (to.atMs - from.atMs)
  }
  return isCovered ? sum : null
}
