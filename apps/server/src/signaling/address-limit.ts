import { isIPv6 } from 'node:net'
import { TokenBucket, type TokenBucketOptions } from '../token-bucket.ts'

/** How often buckets that are full again are forgotten. */
const sweepIntervalMs = 10_000
/** An IPv6 customer has a /64 (RFC 6177): the first four groups tell them apart. */
const ipv6Groups = 4

/** A limit of rate for each client address. */
export class AddressLimit {
  readonly #options: TokenBucketOptions
  readonly #buckets = new Map<string, TokenBucket>()
  #sweptAtMs = 0

  constructor(options: TokenBucketOptions) {
    this.#options = options
  }

  take(address: string, nowMs: number): boolean {
    this.#sweep(nowMs)
    const customer = customerOf(address)
    let bucket = this.#buckets.get(customer)
    if (!bucket) {
      bucket = new TokenBucket(this.#options, nowMs)
      this.#buckets.set(customer, bucket)
    }
    return bucket.take(nowMs)
  }

  /** How many addresses are remembered. */
  get size(): number {
    return this.#buckets.size
  }

  #sweep(nowMs: number): void {
    if (nowMs - this.#sweptAtMs < sweepIntervalMs) return
    this.#sweptAtMs = nowMs
    for (const [customer, bucket] of this.#buckets) if (bucket.isFull(nowMs)) this.#buckets.delete(customer)
  }
}

function customerOf(address: string): string {
  const mapped = address.startsWith('::ffff:') && address.includes('.')
  if (mapped || !isIPv6(address)) return address
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter((group) => group !== '')
  const tailGroups = tail?.split(':').filter((group) => group !== '') ?? []
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - tailGroups.length)
  return [...groups, ...Array<string>(zeros).fill('0'), ...tailGroups].slice(0, ipv6Groups).join(':')
}
