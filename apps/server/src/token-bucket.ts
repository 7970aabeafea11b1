const secondMs = 1_000

export interface TokenBucketOptions {
  /** What it allows in the long run. */
  readonly perSecond: number
  /** What it allows at once after a pause. */
  readonly burst: number
}

/** A limit of rate without timers: tokens are counted up when one is asked for. Times are of one monotonic clock. */
export class TokenBucket {
  readonly #options: TokenBucketOptions
  #tokens: number
  #countedAtMs: number

  constructor(options: TokenBucketOptions, nowMs: number) {
    this.#options = options
    this.#tokens = options.burst
    this.#countedAtMs = nowMs
  }

  /** Takes tokens if there are as many; else takes none. */
  take(nowMs: number, tokens = 1): boolean {
    this.#refill(nowMs)
    if (this.#tokens < tokens) return false
    this.#tokens -= tokens
    return true
  }

  /** How long until so many tokens are there. */
  waitMs(tokens = 1): number {
    return Math.max(0, Math.ceil(((tokens - this.#tokens) / this.#options.perSecond) * secondMs))
  }

  /** Nothing was taken for so long that a new bucket would be the same. */
  isFull(nowMs: number): boolean {
    this.#refill(nowMs)
    return this.#tokens === this.#options.burst
  }

  #refill(nowMs: number): void {
    const earned = ((nowMs - this.#countedAtMs) / secondMs) * this.#options.perSecond
    this.#tokens = Math.min(this.#options.burst, this.#tokens + earned)
    this.#countedAtMs = nowMs
  }
}
