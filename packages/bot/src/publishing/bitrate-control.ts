export interface BitrateRange {
  readonly minBps: number
  readonly maxBps: number
}

/** A fall of the estimate by this much is congestion. */
const fallShare = 0.05
/** Of what got through: left for sound, retransmissions, and queues to drain. */
const congestedShare = 0.85
/** How fast the rate comes back when nothing is wrong any more. */
const growthPerSecond = 0.08

/**
 * What to encode at, from the server's bandwidth estimates (REMB). It has no clock of its own.
 *
 * An estimate begins near what we happen to send and grows by 8 % a second, as the server cannot probe what we could
 * send: it is no upper bound. When it falls, though, packets were held up on the way, and it is what got through.
 */
export class BitrateControl {
  readonly #range: BitrateRange
  #targetBps: number
  #last: { readonly estimateBps: number; readonly at: number } | undefined

  constructor(range: BitrateRange) {
    this.#range = range
    this.#targetBps = range.maxBps
  }

  get targetBps(): number {
    return this.#targetBps
  }

  estimated(estimateBps: number, nowMs: number): void {
    const last = this.#last
    this.#last = { estimateBps, at: nowMs }
    if (last === undefined) return
    const { minBps, maxBps } = this.#range
    if (estimateBps < last.estimateBps * (1 - fallShare)) {
      this.#targetBps = Math.max(minBps, Math.min(this.#targetBps, estimateBps * congestedShare))
    } else {
      const elapsedSeconds = (nowMs - last.at) / 1000
      this.#targetBps = Math.min(maxBps, this.#targetBps * (1 + growthPerSecond * elapsedSeconds))
    }
  }
}
