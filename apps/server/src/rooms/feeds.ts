/**
 * Publishing: a feed is declared, gets a track for each kind, is announced, muted, loses its media and gets
 * it back, and ends.
 */
import { type EndReason, type FeedSource, limits, MrtcError, type TrackKind } from '@mrtc/protocol'
import { event, type Notice, type Outcome, type Released, toEveryone, unchanged } from './outcome.ts'
import { type FeedState, feedView, participantIn, type RoomState } from './state.ts'

interface Declaration {
  readonly uid: string
  readonly feedId: string
  readonly tag: string
  readonly source: FeedSource
  /** Each kind once. */
  readonly kinds: readonly TrackKind[]
}

/**
 * Makes room for a feed. Nobody hears of it until it has all its tracks.
 * @throws MrtcError FEED_LIMIT
 */
export function declareFeed(state: RoomState, { uid, feedId, tag, source, kinds }: Declaration): Outcome {
  participantIn(state, uid)
  const own = [...state.feeds.values()].filter((feed) => feed.uid === uid)
  if (own.length >= limits.feedsPerParticipant) {
    throw new MrtcError('FEED_LIMIT', undefined, { data: { limit: limits.feedsPerParticipant } })
  }
  const feed: FeedState = { state: 'declared', feedId, uid, tag, source, kinds, tracks: [], detached: [] }
  return unchanged({ ...state, feeds: new Map(state.feeds).set(feedId, feed) })
}

/**
 * A feed that others may watch.
 * @throws MrtcError FEED_NOT_FOUND
 */
export function feedOf(state: RoomState, feedId: string): FeedState {
  const feed = state.feeds.get(feedId)
  if (feed?.state === 'published') return feed
  throw new MrtcError('FEED_NOT_FOUND', undefined, { field: 'feedId' })
}

/**
 * A feed that `uid` may change. Others' feeds are said not to exist.
 * @throws MrtcError FEED_NOT_FOUND
 */
export function ownFeed(state: RoomState, uid: string, feedId: string): FeedState {
  const feed = state.feeds.get(feedId)
  if (feed?.uid === uid) return feed
  throw new MrtcError('FEED_NOT_FOUND', 'You publish no such feed: it may have ended.', { field: 'feedId' })
}

interface TrackPlace {
  readonly uid: string
  readonly feedId: string
  readonly kind: TrackKind
}

interface TrackAddition extends TrackPlace {
  /** Also in place of a track that runs. */
  readonly replaces?: boolean | undefined
}

/** @throws MrtcError FEED_NOT_FOUND, PARAMETER_INVALID when the kind was not declared or has its track */
export function assertCanAddTrack(state: RoomState, { uid, feedId, kind, replaces }: TrackAddition): FeedState {
  const feed = ownFeed(state, uid, feedId)
  if (!feed.kinds.includes(kind)) {
    throw new MrtcError('PARAMETER_INVALID', `The feed was declared without ${kind}.`, { field: 'kind' })
  }
  if (!replaces && feed.tracks.some((track) => track.kind === kind) && !feed.detached.includes(kind)) {
    throw new MrtcError('PARAMETER_INVALID', `The feed already has its ${kind} track.`, { field: 'kind' })
  }
  return feed
}

interface NewTrack extends TrackAddition {
  readonly mimeType: string
  readonly muted: boolean
}

/**
 * Adds a track; the last missing one announces the feed. One that comes in place of a detached track, or replaces one
 * that runs, is news to the subscribers alone, when it is the last of these.
 * @throws as {@link assertCanAddTrack}
 */
export function addTrack(state: RoomState, track: NewTrack): Outcome {
  const { kind, mimeType, muted } = track
  const feed = assertCanAddTrack(state, track)
  if (feed.state === 'published') return attachAgain(state, feed, track)
  const tracks = [...feed.tracks.filter((other) => other.kind !== kind), { kind, mimeType, muted }]
  if (tracks.length < feed.kinds.length) return unchanged(withFeed(state, { ...feed, tracks }))
  const next = nextVersion(withFeed(state, { ...feed, tracks, state: 'published' }))
  const published = event('feed.published', { version: next.version, feed: feedView(feedOf(next, feed.feedId)) })
  return { state: next, notices: [toEveryone(published)], released: [] }
}

/** The media of these tracks is gone. Nobody is told: the publisher is expected to send them anew. */
export function detachTracks(
  state: RoomState,
  { feedId, kinds }: { feedId: string; kinds: readonly TrackKind[] },
): Outcome {
  const feed = state.feeds.get(feedId)
  if (!feed) return unchanged(state)
  if (feed.state === 'declared') {
    const tracks = feed.tracks.filter(({ kind }) => !kinds.includes(kind))
    return unchanged(withFeed(state, { ...feed, tracks }))
  }
  const detached = feed.tracks
    .map(({ kind }) => kind)
    .filter((kind) => kinds.includes(kind) || feed.detached.includes(kind))
  return unchanged(withFeed(state, { ...feed, detached }))
}

function attachAgain(state: RoomState, feed: FeedState, { kind, mimeType, muted }: NewTrack): Outcome {
  const detached = feed.detached.filter((other) => other !== kind)
  const tracks = feed.tracks.map((track) => (track.kind === kind ? { kind, mimeType, muted } : track))
  const isNews = feed.tracks.some(
    (track) => track.kind === kind && (track.mimeType !== mimeType || track.muted !== muted),
  )
  const changed: FeedState = { ...feed, tracks, detached }
  const kept = withFeed(state, changed)
  const next = isNews ? nextVersion(kept) : kept
  const told = event('feed.changed', { version: next.version, feed: feedView(changed) })
  return {
    state: next,
    notices: [
      ...(isNews ? [toEveryone(told)] : []),
      ...(detached.length === 0 ? outdatedNotices(next, feed.feedId) : []),
    ],
    released: [],
  }
}

function outdatedNotices(state: RoomState, feedId: string): Notice[] {
  return [...state.participants].flatMap(([uid, { subscriptions }]) => {
    const subscription = subscriptions.get(feedId)
    if (!subscription) return []
    const { subscriptionId } = subscription
    return [{ to: { uid }, event: event('subscription.outdated', { subscriptionId, feedId }) }]
  })
}

/** @throws MrtcError FEED_NOT_FOUND */
export function setFeedSource(
  state: RoomState,
  { uid, feedId, source }: { readonly uid: string; readonly feedId: string; readonly source: FeedSource },
): Outcome {
  const feed = ownFeed(state, uid, feedId)
  if (feed.source === source) return unchanged(state)
  return changedFeed(state, { ...feed, source })
}

/** @throws MrtcError FEED_NOT_FOUND, PARAMETER_INVALID when the feed has no track of the kind */
export function setTrackMuted(state: RoomState, change: TrackPlace & { muted: boolean }): Outcome {
  const { uid, feedId, kind, muted } = change
  const feed = ownFeed(state, uid, feedId)
  const track = feed.tracks.find((candidate) => candidate.kind === kind)
  if (!track) throw new MrtcError('PARAMETER_INVALID', `The feed has no ${kind} track.`, { field: 'kind' })
  if (track.muted === muted) return unchanged(state)
  const changed: FeedState = {
    ...feed,
    tracks: feed.tracks.map((candidate) => (candidate === track ? { ...track, muted } : candidate)),
  }
  return changedFeed(state, changed)
}

function changedFeed(state: RoomState, changed: FeedState): Outcome {
  if (changed.state === 'declared') return unchanged(withFeed(state, changed))
  const next = nextVersion(withFeed(state, changed))
  const notice = toEveryone(event('feed.changed', { version: next.version, feed: feedView(changed) }))
  return { state: next, notices: [notice], released: [] }
}

/**
 * Ends a feed with everyone's subscriptions to it. Each subscriber hears that its subscription closed, then all hear
 * that the feed is gone. Ending one that is gone already changes nothing.
 */
export function endFeed(state: RoomState, feedId: string, reason: EndReason): Outcome {
  const feed = state.feeds.get(feedId)
  if (!feed) return unchanged(state)
  const feeds = new Map(state.feeds)
  feeds.delete(feedId)
  const released: Released[] = []
  const notices: Notice[] = []
  const participants = new Map(state.participants)
  for (const [uid, participant] of state.participants) {
    const subscription = participant.subscriptions.get(feedId)
    if (!subscription) continue
    const { subscriptionId } = subscription
    const subscriptions = new Map(participant.subscriptions)
    subscriptions.delete(feedId)
    participants.set(uid, { ...participant, subscriptions })
    released.push({ kind: 'subscription', subscriptionId, uid })
    notices.push({ to: { uid }, event: event('subscription.closed', { subscriptionId, feedId, reason }) })
  }
  released.push({ kind: 'feed', feedId, uid: feed.uid })
  const without: RoomState = { ...state, feeds, participants }
  if (feed.state === 'declared') return { state: without, notices, released }
  const next = nextVersion(without)
  const unpublished = event('feed.unpublished', { version: next.version, feedId, uid: feed.uid, reason })
  return { state: next, notices: [...notices, toEveryone(unpublished)], released }
}

function withFeed(state: RoomState, feed: FeedState): RoomState {
  return { ...state, feeds: new Map(state.feeds).set(feed.feedId, feed) }
}

function nextVersion(state: RoomState): RoomState {
  return { ...state, version: state.version + 1 }
}
