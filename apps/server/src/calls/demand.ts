/** What publishers hear of those who watch them, feed by feed, when it changes. */
import { event } from '../rooms/index.ts'
import type { LiveRoom } from './live-room.ts'
import type { Outbox } from './outbox.ts'
import type { WatchedFeed } from './seat.ts'

export interface FeedDemand {
  /** Of the worst. */
  readonly lossShare: number
  /** What the best can take of its video; undefined while one of them can take all. */
  readonly maxVideoBitrateBps: number | undefined
}

const everything: FeedDemand = { lossShare: 0, maxVideoBitrateBps: undefined }

/** After a report, a change of what a downlink can take, or the end of a subscription. */
export function tellDemand(outbox: Outbox, room: LiveRoom, feedId: string): void {
  const watching = [...room.seats.values()].flatMap(({ watched }) =>
    [...watched.values()].filter((one) => one.feedId === feedId),
  )
  const demand = demandOf(watching)
  const { lossShare, maxVideoBitrateBps } = demand
  const told = room.demands.get(feedId) ?? everything
  if (lossShare === told.lossShare && maxVideoBitrateBps === told.maxVideoBitrateBps) return
  if (lossShare === 0 && maxVideoBitrateBps === undefined) room.demands.delete(feedId)
  else room.demands.set(feedId, demand)
  const publisher = [...room.seats.values()].find(({ published }) => published.has(feedId))
  const limit = maxVideoBitrateBps === undefined ? {} : { maxVideoBitrateBps }
  if (publisher) outbox.post(publisher.session, event('feed.demandChanged', { feedId, lossShare, ...limit }))
}

/** A receiving transport of somebody in the room can take so much, by consumer id. */
export function videoLimitsChanged(
  outbox: Outbox,
  room: LiveRoom,
  { transportId, limits }: { readonly transportId: string; readonly limits: ReadonlyMap<string, number> },
): void {
  const changed = new Set<string>()
  for (const { watched } of room.seats.values()) {
    for (const watching of watched.values()) {
      if (watching.transportId !== transportId) continue
      const limitBps = limits.get(watching.consumers.get('video') ?? '')
      if (limitBps !== watching.videoLimitBps) changed.add(watching.feedId)
      watching.videoLimitBps = limitBps
    }
  }
  for (const feedId of changed) tellDemand(outbox, room, feedId)
}

export interface HeldVideo {
  /** Of the subscriber. */
  readonly uid: string
  readonly subscriptionId: string
  readonly feedId: string
  readonly isHeld: boolean
}

/** The video of one subscription is held back, or flows again. */
export function videoHeldChanged(
  outbox: Outbox,
  room: LiveRoom,
  {
    consumerId,
    isHeld,
    happened,
  }: { readonly consumerId: string; readonly isHeld: boolean; readonly happened: (held: HeldVideo) => void },
): void {
  for (const { session, uid, watched } of room.seats.values()) {
    for (const [subscriptionId, { feedId, consumers }] of watched) {
      if (consumers.get('video') !== consumerId) continue
      outbox.post(session, event('subscription.videoHeldChanged', { subscriptionId, feedId, isHeld }))
      happened({ uid, subscriptionId, feedId, isHeld })
    }
  }
}

/** Of everyone who watches one feed. */
export function demandOf(
  watching: readonly Pick<WatchedFeed, 'lossShare' | 'consumers' | 'videoLimitBps'>[],
): FeedDemand {
  const limits = watching.filter(({ consumers }) => consumers.has('video')).map(({ videoLimitBps }) => videoLimitBps)
  const known = limits.filter((limit) => limit !== undefined)
  return {
    lossShare: Math.max(0, ...watching.map(({ lossShare }) => lossShare)),
    maxVideoBitrateBps: known.length === 0 || known.length < limits.length ? undefined : Math.max(...known),
  }
}
