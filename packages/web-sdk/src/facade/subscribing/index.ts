/** What we subscribe to: by hand into named elements, or by itself into the slots of InitRoomConfig. */
export { AutoSubscribing } from './auto-subscribing.ts'
export { Subscribing, type WatchedObserver, type WatchedStream } from './subscribing.ts'
