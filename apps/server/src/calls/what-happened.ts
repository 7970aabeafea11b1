/** Reads off a change of a room what happened, for the feed of happenings. Pure. */
import type { FeedHappening, Happening, PictureSize, RoomHappening } from '../happenings/index.ts'
import { type FeedState, isPerson, type Outcome, peopleIn, type RoomState } from '../rooms/index.ts'
import { appOfKey } from './app-key.ts'

interface Change {
  readonly before: RoomState
  readonly outcome: Outcome
  /** Milliseconds since 1970. */
  readonly now: number
  /** Of a feed that is published. */
  readonly sizeOf: (feed: FeedState) => PictureSize | undefined
}

/** What is common to all happenings of one room at one time. */
type Common = Pick<RoomHappening, 'at' | 'app' | 'roomId'>

export function commonOf({ roomId, appKey }: Pick<RoomState, 'roomId' | 'appKey'>, now: number): Common {
  return { at: now, app: appOfKey(appKey), roomId }
}

/**
 * In the order in which a listener can follow: subscriptions end before their feeds, feeds before their publisher
 * leaves, the room last. Joins are told when they are seated, starts of subscriptions when they start: neither is here.
 */
export function happeningsOf({ before, outcome, now, sizeOf }: Change): Happening[] {
  const { state, notices, released } = outcome
  if (notices.length === 0 && released.length === 0 && state.phase === before.phase) return []
  const common = commonOf(before, now)
  const happened: Happening[] = []

  for (const item of released) {
    const watched = [...(before.participants.get(item.uid)?.subscriptions.values() ?? [])]
    const ended = watched.filter(
      ({ subscriptionId }) =>
        item.kind === 'participant' || (item.kind === 'subscription' && item.subscriptionId === subscriptionId),
    )
    for (const { subscriptionId, feedId } of ended) {
      happened.push({ kind: 'subscription.ended', ...common, uid: item.uid, subscriptionId, feedId })
    }
  }

  const left = new Set<string>()
  for (const { event } of notices) {
    switch (event.name) {
      case 'feed.published': {
        const feed = state.feeds.get(event.payload.feed.feedId)
        if (feed) happened.push(publishedOf(feed, common, sizeOf(feed)))
        break
      }
      case 'feed.changed': {
        const feed = state.feeds.get(event.payload.feed.feedId)
        if (!feed) break
        const { uid, feedId, source, kinds } = feed
        happened.push({ kind: 'feed.changed', ...common, uid, feedId, source, kinds, muted: mutedOf(feed) })
        break
      }
      case 'feed.unpublished': {
        const { uid, feedId, reason } = event.payload
        happened.push({ kind: 'feed.ended', ...common, uid, feedId, reason })
        break
      }
      case 'room.participantLeft': {
        const { uid, reason } = event.payload
        left.add(uid)
        if (isPersonIn(before, uid)) happened.push({ kind: 'room.left', ...common, uid, reason })
        break
      }
    }
  }

  if (state.phase === 'ended' && before.phase === 'open') {
    // Sent out all at once, which is told to them and to nobody else.
    for (const { feedId, uid, state: feedPhase } of before.feeds.values()) {
      if (feedPhase !== 'published' || left.has(uid)) continue
      happened.push({ kind: 'feed.ended', ...common, uid, feedId, reason: 'participantLeft' })
    }
    for (const uid of peopleIn(before)) {
      if (!left.has(uid)) happened.push({ kind: 'room.left', ...common, uid, reason: 'roomEnded' })
    }
    happened.push({ kind: 'room.ended', ...common, creatorUid: state.creatorUid })
  }
  return happened
}

export function publishedOf(feed: FeedState, common: Common, size: PictureSize | undefined): FeedHappening {
  const { uid, feedId, tag, source, kinds } = feed
  return { kind: 'feed.published', ...common, uid, feedId, tag, source, kinds, muted: mutedOf(feed), size }
}

function isPersonIn({ participants }: RoomState, uid: string): boolean {
  const participant = participants.get(uid)
  return participant !== undefined && isPerson(participant.info)
}

function mutedOf({ tracks }: FeedState) {
  return tracks.filter(({ muted }) => muted).map(({ kind }) => kind)
}
