import type { ReadableStore } from '@mrtc/web-sdk/core'
import { useSyncExternalStore } from 'react'

/** The value of a store, now and whenever it changes. */
export const useStore = <T>(store: ReadableStore<T>): T => useSyncExternalStore(store.subscribe, store.get)
