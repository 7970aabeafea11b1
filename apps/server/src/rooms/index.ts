/**
 * Rooms: pure state and decisions. Who is in, what is published, who watches what; each visible change makes the next
 * version. No I/O, no media, no clock or random of its own: ids and times are handed in.
 */
export { type RoomConfig, roomConfigSchema } from './config.ts'
export {
  addTrack,
  assertCanAddTrack,
  declareFeed,
  detachTracks,
  endFeed,
  feedOf,
  ownFeed,
  setFeedSource,
  setTrackMuted,
} from './feeds.ts'
export { event, noticesFor, type Outcome, type Released } from './outcome.ts'
export {
  addPlayback,
  createRoom,
  endIfEmpty,
  endRoom,
  type Joiner,
  joinRoom,
  kick,
  leaveRoom,
  setConnected,
  setRoute,
} from './participants.ts'
export { type RoomRecord, recordOf, restoreRoom } from './record.ts'
export { RoomRegistry } from './registry.ts'
export {
  type FeedState,
  isPerson,
  participantIn,
  peopleIn,
  type RoomState,
  type SubscriptionState,
  snapshotOf,
} from './state.ts'
export { assertCanSubscribe, subscribe, unsubscribe } from './subscriptions.ts'
