/** Word of changes, so that what a running server has at hand follows the database. */

/** What may change; more may be added. */
export type ChangeTopic = 'app'

type Listener = (subject: string | undefined) => void

export interface Changes {
  /** To every server on this database, this one included. */
  tell(topic: ChangeTopic, subject: string): Promise<void>
  /**
   * @param listener is given undefined when word may have been lost
   * @returns what ends it
   */
  listen(topic: ChangeTopic, listener: Listener): () => void
  close(): Promise<void>
}

/** Listeners of this process, by topic. */
export class ChangeListeners {
  readonly #listeners = new Map<ChangeTopic, Set<Listener>>()

  add(topic: ChangeTopic, listener: Listener): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set()
    this.#listeners.set(topic, listeners.add(listener))
    return () => {
      listeners.delete(listener)
    }
  }

  tell(topic: ChangeTopic, subject: string | undefined): void {
    for (const listener of this.#listeners.get(topic) ?? []) listener(subject)
  }

  tellAll(): void {
    for (const topic of this.#listeners.keys()) this.tell(topic, undefined)
  }
}

/** For a database that this process has to itself. */
export function changesInProcess(): Changes {
  const listeners = new ChangeListeners()
  return {
    tell: async (topic, subject) => listeners.tell(topic, subject),
    listen: (topic, listener) => listeners.add(topic, listener),
    close: async () => {},
  }
}
