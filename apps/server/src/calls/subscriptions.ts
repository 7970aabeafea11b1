/** Handlers of watching. */
import { MrtcError, type SubscribedTrack, type TrackKind } from '@mrtc/protocol'
import type { RoomMedia, RtpCapabilities } from '../media/index.ts'
import { assertCanSubscribe, feedOf, subscribe, unsubscribe } from '../rooms/index.ts'
import type { RequestHandlers } from '../signaling/contract.ts'
import { unlessAborted } from './abort.ts'
import { newId } from './ids.ts'
import type { LiveRoom } from './live-room.ts'
import type { CallService } from './service.ts'

type SubscriptionHandlers = Pick<
  RequestHandlers,
  'feed.subscribe' | 'subscription.start' | 'subscription.setLayers' | 'feed.unsubscribe'
>
type ConsumedKind = Omit<SubscribedTrack, 'muted'>

export function subscriptionHandlers(calls: CallService): SubscriptionHandlers {
  return {
    async 'feed.subscribe'({ feedId, transportId, kinds, rtpCapabilities }, { session, signal }) {
      const seat = calls.seatOf(session)
      const { room, uid } = seat
      const subscribing = { uid, feedId, kinds }
      const had = assertCanSubscribe(calls.stateOf(room), subscribing)
      seat.assertTransport(transportId, 'recv')
      const { media } = room
      const producers = producersOf(calls, room, feedId, had)
      const work = consumeAll(media, { producers, transportId, rtpCapabilities })
      const close = (tracks: readonly ConsumedKind[]) => {
        for (const { trackId } of tracks) media.closeConsumer(trackId)
      }
      const consumed = await unlessAborted(signal, work, close)
      const subscriptionId = newId()
      try {
        calls.assertStillIn(seat)
        seat.assertTransport(transportId)
        const state = calls.stateOf(room)
        const outcome = subscribe(state, { ...subscribing, subscriptionId })
        const consumers = new Map(consumed.map(({ kind, trackId }) => [kind, trackId]))
        seat.watched.set(subscriptionId, { transportId, consumers, started: false, videoOff: false })
        calls.apply(room, outcome)
        const { tracks } = feedOf(state, feedId)
        return {
          subscriptionId,
          tracks: consumed.map((track) => ({ ...track, muted: tracks.some((t) => t.kind === track.kind && t.muted) })),
        }
      } catch (error) {
        close(consumed)
        throw error
      }
    },

    async 'subscription.start'({ subscriptionId }, { session, signal }) {
      const seat = calls.seatOf(session)
      const watched = seat.watching(subscriptionId)
      const { media } = seat.room
      watched.started = true
      const starting = [...watched.consumers].filter(([kind]) => kind === 'audio' || !watched.videoOff)
      await unlessAborted(signal, Promise.all(starting.map(([, consumerId]) => media.startConsumer(consumerId))))
      return {}
    },

    async 'subscription.setLayers'({ subscriptionId, layers }, { session, signal }) {
      const seat = calls.seatOf(session)
      const watched = seat.watching(subscriptionId)
      const video = watched.consumers.get('video')
      if (!video) {
        throw new MrtcError('PARAMETER_INVALID', 'This subscription has no video.', { field: 'subscriptionId' })
      }
      const { media } = seat.room
      const wasOff = watched.videoOff
      watched.videoOff = layers === null
      if (layers === null) {
        await unlessAborted(signal, media.pauseConsumer(video))
        return {}
      }
      await unlessAborted(signal, media.setLayers(video, layers))
      if (wasOff && watched.started && !watched.videoOff) await unlessAborted(signal, media.startConsumer(video))
      return {}
    },

    'feed.unsubscribe'({ subscriptionId }, { session }) {
      const { room, uid } = calls.seatOf(session)
      calls.apply(room, unsubscribe(calls.stateOf(room), { uid, subscriptionId, reason: 'unsubscribed' }))
      return {}
    },
  }
}

function producersOf(
  calls: CallService,
  room: LiveRoom,
  feedId: string,
  kinds: readonly TrackKind[],
): ReadonlyMap<TrackKind, string> {
  const published = room.seats.get(feedOf(calls.stateOf(room), feedId).uid)?.published.get(feedId)
  const producers = new Map<TrackKind, string>()
  for (const kind of kinds) {
    const track = published?.get(kind)
    if (!track) throw new MrtcError('FEED_NOT_FOUND', undefined, { field: 'feedId' })
    producers.set(kind, track.producerId)
  }
  return producers
}

interface Consuming {
  readonly producers: ReadonlyMap<TrackKind, string>
  readonly transportId: string
  readonly rtpCapabilities: RtpCapabilities
}

/** All or nothing. */
async function consumeAll(
  media: RoomMedia,
  { producers, transportId, rtpCapabilities }: Consuming,
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
  for (const { trackId } of consumed) media.closeConsumer(trackId)
  throw failed.reason
}
