import { type FeedTracks, useStore, useTracks } from '@mrtc/react'
import { showsVideo, type Tile } from '../../../call/tiles.ts'
import { useCall } from '../CallContext.ts'

export type TilePicture =
  /** There is none: a person without camera. */
  | { readonly state: 'none' }
  /** It should be there and is not yet, or not any more. */
  | { readonly state: 'waiting' }
  | { readonly state: 'failed' }
  | { readonly state: 'shown'; readonly track: MediaStreamTrack }

const pictureOf = (feed: FeedTracks): TilePicture => {
  if (feed.state !== 'live') return feed
  const track = feed.tracks.video
  return track === undefined ? { state: 'waiting' } : { state: 'shown', track }
}

/** The picture of a tile: our own from the device, the others' from their feeds. */
export const useTilePicture = (tile: Tile): TilePicture => {
  const call = useCall()
  const feed = useTracks(tile.videoFeed?.feedId)
  const camera = useStore(call.media.camera.store)
  if (tile.uid !== call.room.localUid || tile.content !== 'person') {
    return showsVideo(tile) ? pictureOf(feed) : { state: 'none' }
  }
  return camera.state === 'on' ? { state: 'shown', track: camera.track } : { state: 'none' }
}
