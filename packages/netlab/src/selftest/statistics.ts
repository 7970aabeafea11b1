/** What a list of arrivals says. Pure. */
import type { Reception } from './probe-main.ts'

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}

/** Numbers of the packets that never came. */
export function missing({ arrivals }: Reception, sent: number): number[] {
  const came = new Set(arrivals.map((arrival) => arrival.n))
  return Array.from({ length: sent }, (_, n) => n).filter((n) => !came.has(n))
}

/** Mean length of a run of missing numbers. */
export function meanRun(numbers: readonly number[]): number {
  const runs = numbers.filter((n, i) => numbers[i - 1] !== n - 1).length
  return runs === 0 ? 0 : numbers.length / runs
}

/** Packets that came after one with a higher number. */
export function overtaken({ arrivals }: Reception): number {
  let highest = -1
  let count = 0
  for (const { n } of arrivals) {
    if (n < highest) count += 1
    else highest = n
  }
  return count
}
