interface Sample {
  readonly at: number
  readonly amount: number
}

/** How much a second, over the last few seconds. It has no clock of its own. */
export class RateMeter {
  readonly #windowMs: number
  #samples: Sample[] = []
  #sum = 0
  #startedAt: number | undefined

  constructor(windowMs = 2_000) {
    this.#windowMs = windowMs
  }

  add(amount: number, nowMs: number): void {
    this.#startedAt ??= nowMs
    this.#samples.push({ at: nowMs, amount })
    this.#sum += amount
    this.#forget(nowMs)
  }

  perSecond(nowMs: number): number {
    this.#forget(nowMs)
    if (this.#startedAt === undefined) return 0
    const elapsedMs = Math.min(this.#windowMs, nowMs - this.#startedAt)
    return elapsedMs <= 0 ? 0 : (this.#sum * 1000) / elapsedMs
  }

  #forget(nowMs: number): void {
    const oldest = nowMs - this.#windowMs
    let expired = 0
    while ((this.#samples[expired]?.at ?? Number.POSITIVE_INFINITY) <= oldest) {
      this.#sum -= this.#samples[expired]?.amount ?? 0
      expired++
    }
    if (expired > 0) this.#samples = this.#samples.slice(expired)
  }
}
