/** One value that changes, and those who want to hear of it: what React's `useSyncExternalStore` asks for, too. */
export class Store<T> {
  #value: T
  readonly #listeners = new Set<() => void>()

  constructor(value: T) {
    this.#value = value
  }

  /** The value as it is now. */
  get = (): T => this.#value

  /** Listeners hear of another value only. */
  set(value: T): void {
    if (Object.is(value, this.#value)) return
    this.#value = value
    for (const listener of [...this.#listeners]) listener()
  }

  /** Sets what `change` makes of the value. */
  update(change: (value: T) => T): void {
    this.set(change(this.#value))
  }

  /** Calls back after each change. @returns a function that ends the subscription */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

/** What can be read and listened to, not written. */
export type ReadableStore<T> = Pick<Store<T>, 'get' | 'subscribe'>
