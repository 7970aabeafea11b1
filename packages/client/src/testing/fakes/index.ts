/**
 * `@mrtc/client/testing`: a client and a room in memory, for tests of what is built on them. The test plays the part of the
 * server and of the others.
 */
export { FakeClient } from './fake-client.ts'
export { FakePublication, FakeRoom, type FakeRoomOptions, FakeSubscription } from './fake-room.ts'
export { fakeTrack } from './fake-track.ts'
export { type FeedOptions, feedOf } from './feeds.ts'
