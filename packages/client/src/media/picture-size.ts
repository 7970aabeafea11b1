import type { PictureSize } from '../weak-network/index.ts'

/** As the track itself knows it; 0 by 0: it does not. Tracks that are not a browser's need not have settings. */
export function sizeOf(track: MediaStreamTrack | undefined): PictureSize {
  const { width = 0, height = 0 } = typeof track?.getSettings === 'function' ? track.getSettings() : {}
  return { widthPx: Math.round(width), heightPx: Math.round(height) }
}
