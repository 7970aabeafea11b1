/** Runs a release function when it is due, on Node's event loop. */

/** Node's timers are late by up to a millisecond: what is due within half of one goes at once, which centres the error. */
const earlyMs = 0.5

export class Pump {
  readonly #release: (untilMs: number) => number
  #timer: NodeJS.Timeout | null = null
  #timerAt = Number.POSITIVE_INFINITY
  #closed = false

  /** @param release delivers what is due until a time and returns when the next is */
  constructor(release: (untilMs: number) => number) {
    this.#release = release
  }

  /** Delivers what is due and arranges for the rest. Call it after anything was pushed. */
  run(): void {
    if (this.#closed) return
    const next = this.#release(performance.now() + earlyMs)
    if (next === Number.POSITIVE_INFINITY || (this.#timer && this.#timerAt <= next)) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#timerAt = next
    this.#timer = setTimeout(
      () => {
        this.#timer = null
        this.#timerAt = Number.POSITIVE_INFINITY
        this.run()
      },
      Math.max(1, Math.floor(next - performance.now())),
    )
  }

  close(): void {
    this.#closed = true
    if (this.#timer) clearTimeout(this.#timer)
  }
}
