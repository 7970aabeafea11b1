/**
 * How long to wait before the next attempt to reconnect.
 * @param attempt 0 for the first attempt after the socket was lost
 * @returns milliseconds, or null to give up
 */
export type ReconnectPolicy = (attempt: number) => number | null

/** The second attempt comes after about this long, each later one after twice the one before. */
const firstDelayMs = 250
/** The contract with applications: nobody waits longer than this for the next attempt. */
const longestDelayMs = 5_000
/** A delay is shortened by up to this share, so that clients of a restarted server do not come back in step. */
const jitterShare = 0.5

/**
 * At once, then exponential with jitter, capped at 5 s; it never gives up: the session's deadline does.
 * @param random between 0 and 1
 */
export function exponentialBackoff(random: () => number = Math.random): ReconnectPolicy {
  return (attempt) => {
    if (attempt === 0) return 0
    const delayMs = Math.min(firstDelayMs * 2 ** (attempt - 1), longestDelayMs)
    return Math.round(delayMs * (1 - jitterShare * random()))
  }
}
