import type { Reception } from '../../../call/auto-subscriber.ts'
import { showsVideo, type Tile } from '../../../call/tiles.ts'
import { useStore } from '../../../hooks/useStore.ts'
import { useCall } from '../CallContext.ts'

export type TilePicture =
  /** There is none: a person without camera. */
  | { readonly state: 'none' }
  /** It should be there and is not yet, or not any more. */
  | { readonly state: 'waiting' }
  | { readonly state: 'failed' }
  | { readonly state: 'shown'; readonly track: MediaStreamTrack }

const pictureOf = (reception: Reception | undefined): TilePicture => {
  if (reception?.state === 'failed') return { state: 'failed' }
  const track = reception?.state === 'receiving' ? reception.tracks.video : undefined
  return track === undefined ? { state: 'waiting' } : { state: 'shown', track }
}

/** The picture of a tile: our own from the device, the others' from their feeds. */
export const useTracks = (tile: Tile): TilePicture => {
  const call = useCall()
  const receptions = useStore(call.subscriber.receptions)
  const camera = useStore(call.media.camera.store)
  const screen = useStore(call.screen.store)
  if (tile.uid !== call.room.localUid) {
    return showsVideo(tile) ? pictureOf(receptions.get(tile.videoFeed?.feedId ?? '')) : { state: 'none' }
  }
  if (tile.content === 'screen') {
    return screen.state === 'sharing' ? { state: 'shown', track: screen.tracks.video } : { state: 'none' }
  }
  return camera.state === 'on' ? { state: 'shown', track: camera.track } : { state: 'none' }
}
