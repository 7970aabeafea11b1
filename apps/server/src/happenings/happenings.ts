import type { Logger } from 'pino'
import type { Happening } from './happening.ts'

/**
 * Takes what happened. Called at once and in order, on the path of the request that caused it: take note and return, do
 * work later. What it throws is logged and changes nothing.
 */
export type HappeningSink = (happening: Happening) => void

/** What happens, to whoever counts, records or reports it. */
export class Happenings {
  readonly #log: Logger
  readonly #sinks = new Set<HappeningSink>()

  constructor(log: Logger) {
    this.#log = log
  }

  /** Whether anybody listens: else nobody needs to find out what happened. */
  get isHeard(): boolean {
    return this.#sinks.size > 0
  }

  /** @returns what ends it */
  listen(sink: HappeningSink): () => void {
    this.#sinks.add(sink)
    return () => {
      this.#sinks.delete(sink)
    }
  }

  tell(happening: Happening): void {
    for (const sink of this.#sinks) {
      try {
        sink(happening)
      } catch (error) {
        // A fault of an onlooker must not fail a call.
        this.#log.error({ err: error, kind: happening.kind }, 'a listener of happenings failed')
      }
    }
  }
}
