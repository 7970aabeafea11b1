/** When a process was stopped or busy for longer than this, what was missed is left out rather than sent in a burst. */
export const catchUpMsMax = 200

/** How many ticks are due, and when the next is. Pure: `Ticker` gives it time. */
export class TickSchedule {
  readonly #intervalMs: number
  #nextAt: number

  constructor(intervalMs: number, startAt: number) {
    this.#intervalMs = intervalMs
    this.#nextAt = startAt
  }

  get nextAt(): number {
    return this.#nextAt
  }

  /** The times of the ticks that are due: none early, all that were late, except after a long stop. */
  due(nowMs: number): number[] {
    if (nowMs - this.#nextAt > catchUpMsMax) {
      const missed = Math.floor((nowMs - this.#nextAt) / this.#intervalMs)
      this.#nextAt += missed * this.#intervalMs
    }
    const ticks: number[] = []
    while (this.#nextAt <= nowMs) {
      ticks.push(this.#nextAt)
      this.#nextAt += this.#intervalMs
    }
    return ticks
  }
}

/** Calls back at a steady rate that does not drift. */
export class Ticker {
  readonly #schedule: TickSchedule
  readonly #onTick: (timestampMs: number) => void
  #timer: NodeJS.Timeout | undefined
  #closed = false

  /** @param onTick is given the time that the tick was meant for, in the clock of `performance.now()` */
  constructor(intervalMs: number, onTick: (timestampMs: number) => void) {
    this.#schedule = new TickSchedule(intervalMs, Math.ceil(performance.now()))
    this.#onTick = onTick
    this.#wait()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  #wait(): void {
    const delayMs = Math.max(0, this.#schedule.nextAt - performance.now())
    this.#timer = setTimeout(() => {
      for (const timestampMs of this.#schedule.due(performance.now())) {
        if (this.#closed) return
        this.#onTick(timestampMs)
      }
      if (!this.#closed) this.#wait()
    }, delayMs)
  }
}
