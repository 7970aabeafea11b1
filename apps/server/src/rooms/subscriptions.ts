/** Watching: one subscription a feed and participant. */
import { type EndReason, limits, MrtcError, type TrackKind } from '@mrtc/protocol'
import { feedOf } from './feeds.ts'
import { event, type Outcome, toEveryone } from './outcome.ts'
import {
  type FeedState,
  type ParticipantState,
  participantIn,
  type RoomState,
  type SubscriptionState,
} from './state.ts'

interface Subscribing {
  readonly uid: string
  readonly feedId: string
  readonly kinds: readonly TrackKind[]
}

/**
 * @returns the kinds that the subscription will have: those wanted that the feed has
 * @throws MrtcError FEED_NOT_FOUND, ALREADY_SUBSCRIBED, SUBSCRIPTION_LIMIT, PARAMETER_INVALID when none is left
 */
export function assertCanSubscribe(state: RoomState, { uid, feedId, kinds }: Subscribing): readonly TrackKind[] {
  const feed = feedOf(state, feedId)
  const { subscriptions } = participantIn(state, uid)
  const existing = subscriptions.get(feedId)
  if (existing) {
    throw new MrtcError('ALREADY_SUBSCRIBED', undefined, { data: { subscriptionId: existing.subscriptionId } })
  }
  if (subscriptions.size >= limits.subscriptionsPerParticipant) {
    throw new MrtcError('SUBSCRIPTION_LIMIT', undefined, { data: { limit: limits.subscriptionsPerParticipant } })
  }
  const had = wantedKinds(feed, kinds)
  if (had.length === 0) {
    throw new MrtcError('PARAMETER_INVALID', `The feed has no ${kinds.join(' or ')}.`, { field: 'kinds' })
  }
  return had
}

/** The publisher and everyone else hear of it. @throws as {@link assertCanSubscribe} */
export function subscribe(state: RoomState, subscribing: Subscribing & { subscriptionId: string }): Outcome {
  const { uid, feedId, subscriptionId } = subscribing
  const kinds = assertCanSubscribe(state, subscribing)
  const participant = participantIn(state, uid)
  const subscription: SubscriptionState = { subscriptionId, feedId, kinds }
  const next = withSubscriptions(state, participant, new Map(participant.subscriptions).set(feedId, subscription))
  const told = event('feed.subscribed', { feedId, uid: feedOf(state, feedId).uid, subscriber: uid })
  return { state: next, notices: [toEveryone(told, uid)], released: [] }
}

/** @throws MrtcError SUBSCRIPTION_NOT_FOUND, also for a subscription of somebody else */
export function ownSubscription(state: RoomState, uid: string, subscriptionId: string): SubscriptionState {
  for (const subscription of participantIn(state, uid).subscriptions.values()) {
    if (subscription.subscriptionId === subscriptionId) return subscription
  }
  throw new MrtcError('SUBSCRIPTION_NOT_FOUND', undefined, { field: 'subscriptionId' })
}

interface Unsubscribing {
  readonly uid: string
  readonly subscriptionId: string
  /** With any other reason than `unsubscribed` the subscriber itself is told that its subscription closed. */
  readonly reason: EndReason
}

/** @throws MrtcError SUBSCRIPTION_NOT_FOUND */
export function unsubscribe(state: RoomState, { uid, subscriptionId, reason }: Unsubscribing): Outcome {
  const { feedId } = ownSubscription(state, uid, subscriptionId)
  const participant = participantIn(state, uid)
  const subscriptions = new Map(participant.subscriptions)
  subscriptions.delete(feedId)
  const told = event('feed.unsubscribed', { feedId, uid: feedOf(state, feedId).uid, subscriber: uid })
  const closed = event('subscription.closed', { subscriptionId, feedId, reason })
  return {
    state: withSubscriptions(state, participant, subscriptions),
    notices: [...(reason === 'unsubscribed' ? [] : [{ to: { uid }, event: closed }]), toEveryone(told, uid)],
    released: [{ kind: 'subscription', subscriptionId, uid }],
  }
}

function wantedKinds(feed: FeedState, kinds: readonly TrackKind[]): readonly TrackKind[] {
  return feed.tracks.map(({ kind }) => kind).filter((kind) => kinds.includes(kind))
}

/** No new version: who watches is told, but it is not part of the snapshot. */
function withSubscriptions(
  state: RoomState,
  participant: ParticipantState,
  subscriptions: ParticipantState['subscriptions'],
): RoomState {
  const participants = new Map(state.participants).set(participant.info.uid, { ...participant, subscriptions })
  return { ...state, participants }
}
