/** When a dead worker is replaced. */

const firstDelayMs = 50
const longestDelayMs = 30_000
/** A worker that lived this long died of something new: the count of failures begins again. */
const stableAfterMs = 60_000

/** Failures in a row, after a worker that came up after `before` of them died at the age of `livedMs`. */
export function failuresAfterDeath(before: number, livedMs: number): number {
  return livedMs >= stableAfterMs ? 1 : before + 1
}

/** How long to wait before the next start, after so many failures in a row (1 or more). */
export function restartDelayMs(failures: number): number {
  return Math.min(firstDelayMs * 2 ** (failures - 1), longestDelayMs)
}
