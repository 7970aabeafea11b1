import type { Clock } from '../clock.ts'

interface Timer {
  readonly at: number
  readonly callback: () => void
}

/** Time that passes when a test says so. */
export class VirtualClock implements Clock {
  #now = 0
  readonly #timers = new Set<Timer>()

  now(): number {
    return this.#now
  }

  /** How many timers run: none may be left when everything is closed. */
  get timers(): number {
    return this.#timers.size
  }

  setTimer(delayMs: number, callback: () => void): () => void {
    const timer = { at: this.#now + delayMs, callback }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Lets time pass; between timers everything that waits for a promise runs. */
  async advance(byMs: number): Promise<void> {
    const until = this.#now + byMs
    await settled()
    for (let next = this.#next(until); next !== undefined; next = this.#next(until)) {
      this.#timers.delete(next)
      this.#now = Math.max(this.#now, next.at)
      next.callback()
      await settled()
    }
    this.#now = until
  }

  /** The earliest; of those at the same time the first set. */
  #next(until: number): Timer | undefined {
    let next: Timer | undefined
    for (const timer of this.#timers) {
      if (timer.at <= until && (next === undefined || timer.at < next.at)) next = timer
    }
    return next
  }
}

/** All microtasks that are due have run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
