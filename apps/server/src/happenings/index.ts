/**
 * What happens on this server, as one feed: sessions, rooms, feeds, subscriptions. `calls` tells it; webhooks, usage and
 * the call inspector listen (`server.ts` hands them in). A listener knows this folder, not `calls`.
 */
export type {
  FeedHappening,
  Happening,
  HappeningKind,
  HappeningOf,
  PictureSize,
  QualityHappening,
  RoomHappening,
  SessionHappening,
  SubscriptionHappening,
  TransportHappening,
} from './happening.ts'
export { type HappeningSink, Happenings } from './happenings.ts'
