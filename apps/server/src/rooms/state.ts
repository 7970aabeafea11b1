/** What a room is at one version. Values are never changed: a transition makes a new state. */
import {
  type Feed,
  type FeedSource,
  type FeedTrack,
  MrtcError,
  type Participant,
  type RoomSnapshot,
  type TrackKind,
  userTypes,
} from '@mrtc/protocol'

export interface SubscriptionState {
  readonly subscriptionId: string
  readonly feedId: string
  readonly kinds: readonly TrackKind[]
}

export interface ParticipantState {
  readonly info: Participant
  /** By feed id: a participant has one subscription a feed at most. */
  readonly subscriptions: ReadonlyMap<string, SubscriptionState>
}

/** A feed is hidden from the others until each of its declared kinds has a track. */
export interface FeedState {
  readonly state: 'declared' | 'published'
  readonly feedId: string
  readonly uid: string
  readonly tag: string
  readonly source: FeedSource
  readonly kinds: readonly TrackKind[]
  readonly tracks: readonly FeedTrack[]
  /** Kinds of a published feed whose media is gone: the publisher is about to send them over another transport. */
  readonly detached: readonly TrackKind[]
}

export interface RoomState {
  /** A room without participants is `open` only between its creation or a takeover and the next join. */
  readonly phase: 'open' | 'ended'
  readonly roomId: string
  readonly rtoken: string
  /** The call app that it belongs to; rooms of other apps do not exist for its sessions. */
  readonly appKey: string
  readonly version: number
  readonly creatorUid: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  readonly participants: ReadonlyMap<string, ParticipantState>
  /** By feed id, the published and the merely declared ones. */
  readonly feeds: ReadonlyMap<string, FeedState>
}

/** @throws MrtcError PARTICIPANT_NOT_FOUND */
export function participantIn(room: RoomState, uid: string): ParticipantState {
  const participant = room.participants.get(uid)
  if (participant) return participant
  throw new MrtcError('PARTICIPANT_NOT_FOUND', undefined, { data: { uids: [uid] } })
}

/** Everybody but the files that are played: those who hear and read, and for whom the room is there. */
export function peopleIn({ participants }: Pick<RoomState, 'participants'>): string[] {
  return [...participants.values()].flatMap(({ info }) => (isPerson(info) ? info.uid : []))
}

export function isPerson({ userType }: Pick<Participant, 'userType'>): boolean {
  return userType === userTypes.person
}

export function feedView(feed: FeedState): Feed {
  return { feedId: feed.feedId, uid: feed.uid, tag: feed.tag, source: feed.source, tracks: [...feed.tracks] }
}

/** What participants may see of the room. */
export function snapshotOf(room: RoomState): RoomSnapshot {
  const { roomId, version, creatorUid, createdAt } = room
  return {
    roomId,
    version,
    creatorUid,
    createdAt,
    participants: [...room.participants.values()].map(({ info }) => info),
    feeds: [...room.feeds.values()].filter(({ state }) => state === 'published').map(feedView),
  }
}
