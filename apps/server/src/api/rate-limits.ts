import { ApiError } from '@mrtc/protocol/api'
import { TokenBucket, type TokenBucketOptions } from '../token-bucket.ts'

/** Those that are full again are forgotten when there are so many. */
const sweepAt = 10_000

/** A token bucket for each who asks. */
export class RateLimits {
  readonly #options: TokenBucketOptions
  readonly #buckets = new Map<string, TokenBucket>()

  constructor(options: TokenBucketOptions) {
    this.#options = options
  }

  /** @throws ApiError RATE_LIMITED with `retryAfterMs` */
  take(who: string): void {
    const now = performance.now()
    let bucket = this.#buckets.get(who)
    if (!bucket) {
      if (this.#buckets.size >= sweepAt) this.#sweep(now)
      bucket = new TokenBucket(this.#options, now)
      this.#buckets.set(who, bucket)
    }
    if (bucket.take(now)) return
    throw new ApiError('RATE_LIMITED', undefined, { data: { retryAfterMs: bucket.waitMs() } })
  }

  #sweep(now: number): void {
    for (const [who, bucket] of this.#buckets) if (bucket.isFull(now)) this.#buckets.delete(who)
  }
}
