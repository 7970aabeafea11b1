import type { RawStats } from './api.ts'

/** Delays as getStats gives its own: a sum in seconds and a count, both from the beginning. */
export class DelayCounter {
  readonly #sumName: string
  readonly #countName: string
  #seconds = 0
  #count = 0

  constructor(sumName: string, countName: string) {
    this.#sumName = `page.${sumName}`
    this.#countName = `page.${countName}`
  }

  add(delayMs: number): void {
    this.#seconds += delayMs / 1_000
    this.#count += 1
  }

  read(): RawStats {
    return this.#count === 0 ? {} : { [this.#sumName]: this.#seconds, [this.#countName]: this.#count }
  }
}
