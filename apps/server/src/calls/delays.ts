/** Things that are done after a while unless they are cancelled, by key. */
export class Delays {
  readonly #timers = new Map<string, NodeJS.Timeout>()

  /** Does nothing while something waits under this key already. */
  schedule(key: string, afterMs: number, act: () => void): void {
    if (this.#timers.has(key)) return
    const timer = setTimeout(() => {
      this.#timers.delete(key)
      act()
    }, afterMs)
    this.#timers.set(key, timer)
  }

  cancel(key: string): void {
    clearTimeout(this.#timers.get(key))
    this.#timers.delete(key)
  }

  /** Cancels all. */
  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }
}
