/** The arguments of each event, by name: `{ joined: [Participant] }`. */
export type EventTable<E> = { readonly [N in keyof E]: readonly unknown[] }

type Listener<Arguments extends readonly unknown[]> = (...args: Arguments) => void

/**
 * A small typed emitter. Listeners are called in the order they were added; one that throws does not keep the event
 * from the others: its error is rethrown on a task of its own, where the platform reports it as uncaught.
 */
export class Emitter<E extends EventTable<E>> {
  readonly #listeners: { [N in keyof E]?: Set<Listener<E[N]>> } = {}

  /** @returns a function that removes the listener again */
  on<N extends keyof E>(name: N, listener: Listener<E[N]>): () => void {
    let listeners = this.#listeners[name]
    if (listeners === undefined) {
      listeners = new Set()
      this.#listeners[name] = listeners
    }
    listeners.add(listener)
    return () => this.off(name, listener)
  }

  /** Like {@link on}, for the next event only. */
  once<N extends keyof E>(name: N, listener: Listener<E[N]>): () => void {
    const off = this.on(name, (...args: E[N]) => {
      off()
      listener(...args)
    })
    return off
  }

  /** Removes a listener. */
  off<N extends keyof E>(name: N, listener: Listener<E[N]>): void {
    this.#listeners[name]?.delete(listener)
  }

  /** Tells the listeners. Of objects that the SDK gives, it is the SDK that does. */
  emit<N extends keyof E>(name: N, ...args: E[N]): void {
    const listeners = this.#listeners[name]
    if (listeners === undefined) return
    // A copy: listeners may come and go while the event is delivered.
    for (const listener of [...listeners]) {
      try {
        listener(...args)
      } catch (error) {
        setTimeout(() => {
          throw error
        })
      }
    }
  }
}
