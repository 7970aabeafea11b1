/** Time as the client needs it, handed in so that tests need not wait. */
export interface Clock {
  /** Milliseconds since the epoch that never jump back, whatever happens to the machine's wall clock. */
  now(): number
  /** Calls back once. @returns a function that cancels it */
  setTimer(delayMs: number, callback: () => void): () => void
}

export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  setTimer: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
}
