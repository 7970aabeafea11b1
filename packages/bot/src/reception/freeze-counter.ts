/** A pause of so many frames' time is a freeze ... */
const freezeFrames = 3
/** ... and so is one that is longer than a frame by this much. */
const freezeMarginMs = 150
const averagedFrames = 30

/** Counts freezes as webrtc-stats defines them: against the mean time between the last 30 frames. */
export class FreezeCounter {
  #intervals: number[] = []
  #last: number | undefined
  #count = 0

  get count(): number {
    return this.#count
  }

  frame(nowMs: number): void {
    const last = this.#last
    this.#last = nowMs
    if (last === undefined) return
    const interval = nowMs - last
    if (this.#intervals.length > 0) {
      const mean = this.#intervals.reduce((sum, one) => sum + one, 0) / this.#intervals.length
      if (interval > Math.max(freezeFrames * mean, mean + freezeMarginMs)) this.#count++
    }
    this.#intervals.push(interval)
    if (this.#intervals.length > averagedFrames) this.#intervals.shift()
  }
}
