/** Handlers of watching. */
import { MrtcError, type SubscribedTrack, type TrackKind } from '@mrtc/protocol'
import type { RoomMedia, RtpCapabilities } from '../media/index.ts'
import { assertCanSubscribe, feedOf, subscribe, unsubscribe } from '../rooms/index.ts'
import type { RequestHandlers } from '../signaling/contract.ts'
import { unlessAborted } from './abort.ts'
import { tellDemand } from './demand.ts'
import { newId } from './ids.ts'
import { lossGrade } from './loss-grade.ts'
import { sizeOfFeed, sizeOfSubscription, tellPictures } from './pictures.ts'
import type { Seat, WatchedFeed } from './seat.ts'
import type { CallService } from './service.ts'
import { commonOf } from './what-happened.ts'

type SubscriptionHandlers = Pick<
  RequestHandlers,
  | 'feed.subscribe'
  | 'subscription.attach'
  | 'subscription.start'
  | 'subscription.setLayers'
  | 'subscription.report'
  | 'subscription.reportPicture'
  | 'feed.unsubscribe'
>
type ConsumedKind = Omit<SubscribedTrack, 'muted'>

export function subscriptionHandlers(calls: CallService): SubscriptionHandlers {
  /** What a subscriber has to know of the tracks. */
  function tracksOf(seat: Seat, feedId: string, consumed: readonly ConsumedKind[]): SubscribedTrack[] {
    const { tracks } = feedOf(calls.stateOf(seat.room), feedId)
    return consumed.map((track) => ({ ...track, muted: tracks.some((t) => t.kind === track.kind && t.muted) }))
  }

  return {
    async 'feed.subscribe'({ feedId, transportId, kinds, rtpCapabilities }, { session, signal }) {
      const seat = calls.seatOf(session)
      const { room, uid } = seat
      const subscribing = { uid, feedId, kinds }
      const had = assertCanSubscribe(calls.stateOf(room), subscribing)
      seat.assertTransport(transportId, 'recv')
      const consumed = await consumeFeed(calls, { seat, feedId, kinds: had, transportId, rtpCapabilities, signal })
      const subscriptionId = newId()
      try {
        const outcome = subscribe(calls.stateOf(room), { ...subscribing, subscriptionId })
        const consumers = consumersOf(consumed)
        seat.watched.set(subscriptionId, {
          feedId,
          kinds: had,
          lossShare: 0,
          transportId,
          consumers,
          started: false,
          toldStarted: false,
          isHeld: false,
          reportedSize: undefined,
          toldSize: undefined,
          layers: undefined,
          videoLimitBps: undefined,
        })
        calls.apply(room, outcome)
        tellDemand(calls.outbox, room, feedId)
        return { subscriptionId, tracks: tracksOf(seat, feedId, consumed) }
      } catch (error) {
        closeAll(room.media, consumed)
        throw error
      }
    },

    async 'subscription.attach'({ subscriptionId, transportId, rtpCapabilities }, { session, signal }) {
      const seat = calls.seatOf(session)
      const watched = seat.watching(subscriptionId)
      seat.assertTransport(transportId, 'recv')
      const { media } = seat.room
      for (const consumerId of watched.consumers.values()) media.closeConsumer(consumerId)
      watched.consumers = new Map()
      watched.transportId = transportId
      watched.started = false
      const { feedId, kinds, layers } = watched
      const consumed = await consumeFeed(calls, { seat, feedId, kinds, transportId, rtpCapabilities, signal })
      if (seat.watched.get(subscriptionId) !== watched) {
        closeAll(media, consumed)
        throw new MrtcError('SUBSCRIPTION_NOT_FOUND', undefined, { field: 'subscriptionId' })
      }
      watched.consumers = consumersOf(consumed)
      const video = watched.consumers.get('video')
      if (video && layers) await unlessAborted(signal, unlessGone(media.setLayers(video, layers)))
      return { tracks: tracksOf(seat, feedId, consumed) }
    },

    async 'subscription.start'({ subscriptionId }, { session, signal }) {
      const seat = calls.seatOf(session)
      const watched = seat.watching(subscriptionId)
      watched.started = true
      tellStarted(calls, { seat, subscriptionId, watched })
      const starting = [...watched.consumers].filter(([kind]) => kind === 'audio' || watched.layers !== null)
      if (starting.length === 0) return {}
      const { media } = seat.room
      const started = starting.map(([, consumerId]) => unlessGone(media.startConsumer(consumerId)))
      await unlessAborted(signal, Promise.all(started))
      return {}
    },

    async 'subscription.setLayers'({ subscriptionId, layers }, { session, signal }) {
      const seat = calls.seatOf(session)
      const watched = seat.watching(subscriptionId)
      if (!watched.kinds.includes('video')) {
        throw new MrtcError('PARAMETER_INVALID', 'This subscription has no video.', { field: 'subscriptionId' })
      }
      const wasOff = watched.layers === null
      watched.layers = layers
      tellPictures(calls, seat.room, watched.feedId)
      tellDemand(calls.outbox, seat.room, watched.feedId)
      const video = watched.consumers.get('video')
      // Without one the choice waits for the next.
      if (video) await unlessAborted(signal, unlessGone(choose(seat.room.media, { video, watched, wasOff })))
      return {}
    },

    'subscription.report'({ subscriptionId, lossShare }, { session }) {
      const seat = calls.seatOf(session)
      const watched = seat.watching(subscriptionId)
      watched.lossShare = lossShare
      calls.metrics.lossReports.inc({ loss: lossGrade(lossShare) })
      const { feedId } = watched
      const common = commonOf(calls.stateOf(seat.room), Date.now())
      calls.happenings.tell({
        kind: 'subscription.qualityReported',
        ...common,
        uid: seat.uid,
        subscriptionId,
        feedId,
        lossShare,
      })
      calls.log.info({ roomId: seat.room.roomId, uid: seat.uid, feedId, lossShare }, 'a subscriber loses packets')
      tellDemand(calls.outbox, seat.room, feedId)
      return {}
    },

    'subscription.reportPicture'({ subscriptionId, widthPx, heightPx }, { session }) {
      const seat = calls.seatOf(session)
      const watched = seat.watching(subscriptionId)
      watched.reportedSize = widthPx * heightPx === 0 ? undefined : { widthPx, heightPx }
      tellPictures(calls, seat.room, watched.feedId)
      return {}
    },

    'feed.unsubscribe'({ subscriptionId }, { session }) {
      const { room, uid } = calls.seatOf(session)
      calls.apply(room, unsubscribe(calls.stateOf(room), { uid, subscriptionId, reason: 'unsubscribed' }))
      return {}
    },
  }
}

interface Starting {
  readonly seat: Seat
  readonly subscriptionId: string
  readonly watched: WatchedFeed
}

/** Once: what runs again on new media was going on all the time for its receiver. */
function tellStarted(calls: CallService, { seat, subscriptionId, watched }: Starting): void {
  if (watched.toldStarted) return
  watched.toldStarted = true
  const { feedId, kinds } = watched
  const state = calls.stateOf(seat.room)
  const feed = feedOf(state, feedId)
  const publisherUid = feed.uid
  watched.toldSize = sizeOfSubscription(watched, sizeOfFeed(feed, seat.room.pictureOf(feedId)))
  const common = { ...commonOf(state, Date.now()), uid: seat.uid, subscriptionId, feedId }
  calls.happenings.tell({ kind: 'subscription.started', ...common, publisherUid, kinds, size: watched.toldSize })
}

interface Choosing {
  /** Its consumer. */
  readonly video: string
  readonly watched: WatchedFeed
  readonly wasOff: boolean
}

async function choose(media: RoomMedia, { video, watched, wasOff }: Choosing): Promise<void> {
  if (!watched.layers) return media.pauseConsumer(video)
  await media.setLayers(video, watched.layers)
  if (wasOff && watched.started && watched.layers) await media.startConsumer(video)
}

/** A consumer that ended with the publisher's media is no fault of the subscriber's: another one will follow. */
async function unlessGone(work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof MrtcError && error.code === 'SUBSCRIPTION_NOT_FOUND')) throw error
  }
}

interface Consuming {
  readonly seat: Seat
  readonly feedId: string
  readonly kinds: readonly TrackKind[]
  readonly transportId: string
  readonly rtpCapabilities: RtpCapabilities
  readonly signal: AbortSignal
}

/**
 * Consumes what the feed has of these kinds; all over again when the publisher built its media anew meanwhile.
 * @throws MrtcError FEED_NOT_FOUND when the feed ended, NOT_IN_ROOM, TRANSPORT_NOT_FOUND, CODEC_UNSUPPORTED
 */
async function consumeFeed(calls: CallService, options: Consuming): Promise<ConsumedKind[]> {
  const { seat, transportId, signal } = options
  const { media } = seat.room
  for (;;) {
    const producers = producersOf(calls, options)
    const work = consumeAll(media, producers, options)
    try {
      const consumed = await unlessAborted(signal, work, (late) => closeAll(media, late))
      try {
        calls.assertStillIn(seat)
        seat.assertTransport(transportId)
        if (isSame(producers, producersOf(calls, options))) return consumed
      } catch (error) {
        closeAll(media, consumed)
        throw error
      }
      closeAll(media, consumed)
    } catch (error) {
      const isStale = error instanceof MrtcError && error.code === 'FEED_NOT_FOUND'
      if (!isStale || isSame(producers, producersOf(calls, options))) throw error
    }
  }
}

function producersOf(calls: CallService, { seat, feedId, kinds }: Consuming): ReadonlyMap<TrackKind, string> {
  const { room } = seat
  const published = room.tracksOf(feedOf(calls.stateOf(room), feedId))
  return new Map(
    kinds.flatMap((kind) => {
      const track = published?.get(kind)
      return track ? [[kind, track.producerId]] : []
    }),
  )
}

function isSame(a: ReadonlyMap<TrackKind, string>, b: ReadonlyMap<TrackKind, string>): boolean {
  return a.size === b.size && [...a].every(([kind, producerId]) => b.get(kind) === producerId)
}

function consumersOf(consumed: readonly ConsumedKind[]): ReadonlyMap<TrackKind, string> {
  return new Map(consumed.map(({ kind, trackId }) => [kind, trackId]))
}

function closeAll(media: RoomMedia, consumed: readonly ConsumedKind[]): void {
  for (const { trackId } of consumed) media.closeConsumer(trackId)
}

/** All or nothing. */
async function consumeAll(
  media: RoomMedia,
  producers: ReadonlyMap<TrackKind, string>,
  { transportId, rtpCapabilities }: Pick<Consuming, 'transportId' | 'rtpCapabilities'>,
): Promise<ConsumedKind[]> {
  const results = await Promise.allSettled(
    [...producers].map(async ([kind, producerId]): Promise<ConsumedKind> => {
      const { consumerId, rtpParameters } = await media.consume({ transportId, producerId, rtpCapabilities })
      return { trackId: consumerId, kind, rtpParameters }
    }),
  )
  const consumed = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const failed = results.find((result) => result.status === 'rejected')
  if (!failed) return consumed
  closeAll(media, consumed)
  throw failed.reason
}
