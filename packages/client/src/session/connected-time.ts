import type { Clock } from '../clock.ts'

interface Timer {
  /** In connected time. */
  readonly at: number
  readonly callback: () => void
  cancel: (() => void) | undefined
}

/** A clock that runs only while there is a connection: what waits for an answer is not to blame for the time without one. */
export class ConnectedTime {
  readonly #clock: Clock
  readonly #timers = new Set<Timer>()
  #passedMs = 0
  /** Undefined while there is no connection. */
  #since: number | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** There is a connection. Without effect when there was one. */
  run(): void {
    if (this.#since !== undefined) return
    this.#since = this.#clock.now()
    for (const timer of this.#timers) this.#arm(timer)
  }

  /** There is none any more. Without effect when there was none. */
  stop(): void {
    this.#passedMs = this.#now()
    this.#since = undefined
    for (const timer of this.#timers) timer.cancel?.()
  }

  /** Calls back once, when so much connected time has passed. @returns a function that cancels it */
  setTimer(delayMs: number, callback: () => void): () => void {
    const timer: Timer = { at: this.#now() + delayMs, callback, cancel: undefined }
    this.#timers.add(timer)
    if (this.#since !== undefined) this.#arm(timer)
    return () => {
      this.#timers.delete(timer)
      timer.cancel?.()
    }
  }

  #now(): number {
    return this.#passedMs + (this.#since === undefined ? 0 : this.#clock.now() - this.#since)
  }

  #arm(timer: Timer): void {
    timer.cancel = this.#clock.setTimer(Math.max(0, timer.at - this.#now()), () => {
      this.#timers.delete(timer)
      timer.callback()
    })
  }
}
