import type { MediaTracks, PublicationPort, RoomPort } from '@mrtc/web-sdk/core'
import { useCallback, useSyncExternalStore } from 'react'
import { useRoomModel } from '../room/room-context.ts'
import { useStore } from '../useStore.ts'

/** What there is of a feed. */
export type FeedTracks =
  /** It is on its way, or the feed is gone. */
  | { readonly state: 'waiting' }
  /** It could not be received; it will be tried again. */
  | { readonly state: 'failed' }
  | { readonly state: 'live'; readonly tracks: MediaTracks }

const waiting: FeedTracks = { state: 'waiting' }
const failed: FeedTracks = { state: 'failed' }

const listenToTracks = (publication: PublicationPort | undefined, listener: () => void) =>
  publication?.on('trackReplaced', listener) ?? (() => {})

/** Our own, one by one: React compares by identity, and only the tracks themselves have one that lasts. */
const useOwnTracks = (room: RoomPort, feedId: string | undefined): MediaTracks | undefined => {
  const publication = feedId === undefined ? undefined : room.publications.get(feedId)
  const subscribe = useCallback((listener: () => void) => listenToTracks(publication, listener), [publication])
  const audio = useSyncExternalStore(subscribe, () => publication?.tracks.audio)
  const video = useSyncExternalStore(subscribe, () => publication?.tracks.video)
  return publication === undefined ? undefined : { ...(audio ? { audio } : {}), ...(video ? { video } : {}) }
}

/** The tracks of a feed: what we publish, or what we receive of another's. */
export function useTracks(feedId: string | undefined): FeedTracks {
  const { room, subscriber, view } = useRoomModel()
  // Of our own feeds the view tells that they come and go.
  useStore(view)
  const own = useOwnTracks(room, feedId)
  const receptions = useStore(subscriber.receptions)
  if (own !== undefined) return { state: 'live', tracks: own }
  const reception = feedId === undefined ? undefined : receptions.get(feedId)
  if (reception?.state === 'receiving') return { state: 'live', tracks: reception.tracks }
  return reception?.state === 'failed' ? failed : waiting
}
