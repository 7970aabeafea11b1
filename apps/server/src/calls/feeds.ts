/** Handlers of publishing. */
import type { TrackKind } from '@mrtc/protocol'
import {
  addTrack,
  assertCanAddTrack,
  declareFeed,
  endFeed,
  ownFeed,
  setFeedSource,
  setTrackMuted,
} from '../rooms/index.ts'
import type { RequestHandlers } from '../signaling/contract.ts'
import { unlessAborted } from './abort.ts'
import { assertCodecAllowed } from './app-settings.ts'
import { videoBegan } from './demand.ts'
import { newId } from './ids.ts'
import { tellPictures } from './pictures.ts'
import type { PublishedTrack } from './seat.ts'
import type { CallService } from './service.ts'

type FeedHandlers = Pick<
  RequestHandlers,
  'feed.publish' | 'feed.addTrack' | 'feed.setMuted' | 'feed.setSource' | 'feed.reportPicture' | 'feed.unpublish'
>

export function feedHandlers(calls: CallService): FeedHandlers {
  return {
    'feed.publish'({ tag, source, kinds }, { session }) {
      const { room, uid } = calls.seatOf(session)
      const feedId = newId()
      calls.apply(room, declareFeed(calls.stateOf(room), { uid, feedId, tag, source, kinds }))
      return { feedId }
    },

    async 'feed.addTrack'({ feedId, transportId, kind, rtpParameters, muted, replaces }, { session, signal }) {
      const seat = calls.seatOf(session)
      const { room, uid } = seat
      assertCanAddTrack(calls.stateOf(room), { uid, feedId, kind, replaces })
      seat.assertTransport(transportId, 'send')
      const { media } = room
      const work = media.produce({ transportId, kind, rtpParameters, muted })
      const { producerId, mimeType } = await unlessAborted(signal, work, (late) => media.closeProducer(late.producerId))
      try {
        calls.assertStillIn(seat)
        seat.assertTransport(transportId)
        if (kind === 'video') assertCodecAllowed(mimeType, room.videoCodecs)
        const outcome = addTrack(calls.stateOf(room), { uid, feedId, kind, mimeType, muted, replaces })
        const tracks = seat.published.get(feedId) ?? new Map<TrackKind, PublishedTrack>()
        const replaced = tracks.get(kind)
        seat.published.set(feedId, tracks.set(kind, { producerId, transportId }))
        if (replaced) media.closeProducer(replaced.producerId)
        calls.apply(room, outcome)
        if (kind === 'video' && !replaces) videoBegan(calls.outbox, room, feedId)
      } catch (error) {
        media.closeProducer(producerId)
        throw error
      }
      return { trackId: producerId }
    },

    async 'feed.setMuted'({ feedId, kind, muted }, { session, signal }) {
      const seat = calls.seatOf(session)
      const { room, uid } = seat
      const change = { uid, feedId, kind, muted }
      // Says what is wrong before anything is done; the outcome is made again after the wait.
      setTrackMuted(calls.stateOf(room), change)
      const track = seat.published.get(feedId)?.get(kind)
      if (track) await unlessAborted(signal, room.media.setMuted(track.producerId, muted))
      calls.assertStillIn(seat)
      calls.apply(room, setTrackMuted(calls.stateOf(room), change))
      return {}
    },

    'feed.setSource'({ feedId, source }, { session }) {
      const { room, uid } = calls.seatOf(session)
      calls.apply(room, setFeedSource(calls.stateOf(room), { uid, feedId, source }))
      return {}
    },

    'feed.reportPicture'({ feedId, widthPx, heightPx }, { session }) {
      const { room, uid } = calls.seatOf(session)
      ownFeed(calls.stateOf(room), uid, feedId)
      room.pictureOf(feedId).reported = widthPx * heightPx === 0 ? undefined : { widthPx, heightPx }
      tellPictures(calls, room, feedId)
      return {}
    },

    'feed.unpublish'({ feedId }, { session }) {
      const { room, uid } = calls.seatOf(session)
      const state = calls.stateOf(room)
      ownFeed(state, uid, feedId)
      calls.apply(room, endFeed(state, feedId, 'unpublished'))
      return {}
    },
  }
}
