/** Work that is done one after the other, or a few at a time, in the order in which it was asked for. */

interface Job {
  readonly id: string
  readonly work: (signal: AbortSignal) => Promise<void>
  readonly stopping: AbortController
  readonly done: PromiseWithResolvers<void>
}

export class JobQueue {
  readonly #concurrency: number
  readonly #waiting: Job[] = []
  readonly #running = new Map<string, Job>()
  #isClosed = false

  constructor(concurrency: number) {
    this.#concurrency = concurrency
  }

  /** How much is waiting or being done. */
  get length(): number {
    return this.#waiting.length + this.#running.size
  }

  has(id: string): boolean {
    return this.#running.has(id) || this.#waiting.some((job) => job.id === id)
  }

  /** @param work must not reject: whoever asks for it knows what a failure means */
  add(id: string, work: (signal: AbortSignal) => Promise<void>): void {
    if (this.#isClosed || this.has(id)) return
    this.#waiting.push({ id, work, stopping: new AbortController(), done: Promise.withResolvers<void>() })
    this.#next()
  }

  /** Resolves when the work of this id has stopped. */
  async cancel(id: string): Promise<void> {
    const index = this.#waiting.findIndex((job) => job.id === id)
    if (index >= 0) this.#waiting.splice(index, 1)
    const running = this.#running.get(id)
    running?.stopping.abort()
    await running?.done.promise
  }

  /** Stops all work. Idempotent. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#waiting.length = 0
    await Promise.all([...this.#running.keys()].map((id) => this.cancel(id)))
  }

  #next(): void {
    while (this.#running.size < this.#concurrency) {
      const job = this.#waiting.shift()
      if (!job) return
      this.#running.set(job.id, job)
      const finished = () => {
        this.#running.delete(job.id)
        job.done.resolve()
        if (!this.#isClosed) this.#next()
      }
      job.work(job.stopping.signal).then(finished, finished)
    }
  }
}
