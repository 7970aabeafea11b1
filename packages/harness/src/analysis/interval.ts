/** The measured time, and its seconds. Milliseconds since the epoch. */
export interface Interval {
  readonly startMs: number
  readonly endMs: number
}

export function lengthSeconds({ startMs, endMs }: Interval): number {
  return (endMs - startMs) / 1_000
}

/** Whole seconds; a last one may be shorter. */
export function secondsOf({ startMs, endMs }: Interval): Interval[] {
  const count = Math.ceil((endMs - startMs) / 1_000 - 1e-6)
  return Array.from({ length: count }, (_, second) => ({
    startMs: startMs + second * 1_000,
    endMs: Math.min(endMs, startMs + (second + 1) * 1_000),
  }))
}

export function contains({ startMs, endMs }: Interval, atMs: number): boolean {
  return atMs >= startMs && atMs < endMs
}
