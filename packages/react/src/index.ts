/**
 * Calls in React: {@link useCall} enters a room, {@link RoomProvider} gives it to the components within, and small hooks show
 * what is in it. They read stores with `useSyncExternalStore`; there is no state library, and StrictMode may mount twice.
 */
export * from './call/index.ts'
export * from './chat/index.ts'
export * from './media/index.ts'
export * from './quality/index.ts'
export * from './room/index.ts'
export * from './sound/index.ts'
export { useStore } from './useStore.ts'
