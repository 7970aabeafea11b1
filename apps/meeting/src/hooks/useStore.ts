import { useSyncExternalStore } from 'react'
import type { ReadableStore } from '../call/store.ts'

/** The value of a store, now and whenever it changes. */
export const useStore = <T>(store: ReadableStore<T>): T => useSyncExternalStore(store.subscribe, store.get)
