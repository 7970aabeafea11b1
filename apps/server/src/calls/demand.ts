/**
 * What publishers hear of those who watch them, feed by feed, when it changes. Layers that somebody begins to want are
 * told at once, those that nobody wants any more after a while: a person who turns a page back, or whose media is built
 * anew, finds the picture still there.
 */
import { event } from '../rooms/index.ts'
import type { LiveRoom } from './live-room.ts'
import type { Outbox } from './outbox.ts'
import type { Seat, WatchedFeed } from './seat.ts'

export interface FeedDemand {
  /** Of the worst. */
  readonly lossShare: number
  /** What the best can take of its video; undefined while one of them can take all. */
  readonly maxVideoBitrateBps: number | undefined
  /** The highest layer of its video that is wanted: `null` none, undefined all. */
  readonly maxSpatialLayer: number | null | undefined
}

const everything: FeedDemand = { lossShare: 0, maxVideoBitrateBps: undefined, maxSpatialLayer: undefined }

/** For how long nobody wants a layer before its publisher hears so. */
const lowerAfterMs = 3_000

/** After a report, a change of what is wanted or of what a downlink can take, a beginning or end of a subscription. */
export function tellDemand(outbox: Outbox, room: LiveRoom, feedId: string): void {
  const told = room.demands.get(feedId) ?? everything
  const demand = presentDemand(room, feedId)
  const isLower = rankOf(demand.maxSpatialLayer) < rankOf(told.maxSpatialLayer)
  if (!isLower) room.lowering.cancel(feedId)
  else
    room.lowering.schedule(feedId, lowerAfterMs, () =>
      tell(outbox, room, { feedId, demand: presentDemand(room, feedId) }),
    )
  tell(outbox, room, { feedId, demand: isLower ? { ...demand, maxSpatialLayer: told.maxSpatialLayer } : demand })
}

/** Its publisher sends video, anew or for the first time: what it was told before may have been lost with a server. */
export function videoBegan(outbox: Outbox, room: LiveRoom, feedId: string): void {
  post(outbox, room, { feedId, demand: everything })
  room.demands.delete(feedId)
  tellDemand(outbox, room, feedId)
}

interface Telling {
  readonly feedId: string
  readonly demand: FeedDemand
}

function tell(outbox: Outbox, room: LiveRoom, { feedId, demand }: Telling): void {
  const told = room.demands.get(feedId) ?? everything
  if (isSame(demand, told)) return
  if (isSame(demand, everything)) room.demands.delete(feedId)
  else room.demands.set(feedId, demand)
  post(outbox, room, { feedId, demand })
}

function post(outbox: Outbox, room: LiveRoom, { feedId, demand }: Telling): void {
  const { lossShare, maxVideoBitrateBps, maxSpatialLayer } = demand
  const limit = maxVideoBitrateBps === undefined ? {} : { maxVideoBitrateBps }
  const layer = maxSpatialLayer === undefined ? {} : { maxSpatialLayer }
  const publisher = publisherOf(room, feedId)
  if (publisher) outbox.post(publisher.session, event('feed.demandChanged', { feedId, lossShare, ...limit, ...layer }))
}

function presentDemand(room: LiveRoom, feedId: string): FeedDemand {
  const watching = [...room.seats.values()].flatMap(({ watched }) =>
    [...watched.values()].filter((one) => one.feedId === feedId),
  )
  const watched = demandOf(watching)
  // A recorder takes all.
  const isTapped = room.taps.has(feedId)
  const demand = isTapped ? { ...everything, lossShare: watched.lossShare } : watched
  const hasVideo = publisherOf(room, feedId)?.published.get(feedId)?.has('video') ?? false
  return hasVideo ? demand : { ...demand, maxSpatialLayer: undefined }
}

function publisherOf(room: LiveRoom, feedId: string): Seat | undefined {
  return [...room.seats.values()].find(({ published }) => published.has(feedId))
}

function isSame(a: FeedDemand, b: FeedDemand): boolean {
  return (
    a.lossShare === b.lossShare &&
    a.maxVideoBitrateBps === b.maxVideoBitrateBps &&
    a.maxSpatialLayer === b.maxSpatialLayer
  )
}

/** To compare layers by. */
function rankOf(layer: number | null | undefined): number {
  return layer === undefined ? Number.POSITIVE_INFINITY : (layer ?? -1)
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
    for (const [subscriptionId, watching] of watched) {
      const { feedId, consumers } = watching
      if (consumers.get('video') !== consumerId) continue
      watching.isHeld = isHeld
      outbox.post(session, event('subscription.videoHeldChanged', { subscriptionId, feedId, isHeld }))
      happened({ uid, subscriptionId, feedId, isHeld })
    }
  }
}

/** Of everyone who watches one feed. */
export function demandOf(
  watching: readonly Pick<WatchedFeed, 'lossShare' | 'consumers' | 'videoLimitBps' | 'kinds' | 'layers'>[],
): FeedDemand {
  const limits = watching.filter(({ consumers }) => consumers.has('video')).map(({ videoLimitBps }) => videoLimitBps)
  const known = limits.filter((limit) => limit !== undefined)
  return {
    lossShare: Math.max(0, ...watching.map(({ lossShare }) => lossShare)),
    maxVideoBitrateBps: known.length === 0 || known.length < limits.length ? undefined : Math.max(...known),
    maxSpatialLayer: highestWanted(watching),
  }
}

/** Those whose media is about to be built anew want what they wanted. */
function highestWanted(watching: readonly Pick<WatchedFeed, 'kinds' | 'layers'>[]): number | null | undefined {
  let highest: number | null = null
  for (const { kinds, layers } of watching) {
    if (!kinds.includes('video') || layers === null) continue
    if (layers === undefined) return undefined
    highest = Math.max(highest ?? 0, layers.spatial)
  }
  return highest
}
