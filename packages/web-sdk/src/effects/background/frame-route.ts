import { canReadFrames, createTrackOfFrames, readFrames } from '../../platform/index.ts'
import { CanvasRoute } from './canvas-route.ts'
import type { FrameStreams, FromBackground, ToBackground } from './messages.ts'

export type Send = (message: ToBackground, transferred?: readonly Transferable[]) => void

/** How pictures come to the worker and back as a track. */
export interface FrameRoute {
  readonly track: MediaStreamTrack
  /** For the worker's start. */
  readonly streams: FrameStreams | undefined
  /** @param send to the worker, which has started */
  begin(send: Send): void
  drawn(message: Extract<FromBackground, { type: 'drawn' }>): void
  setSource(track: MediaStreamTrack): void
  close(): void
}

/**
 * Straight into the worker where the browser can (Chromium), where nothing slows it down while the page is hidden;
 * elsewhere over a canvas of the page.
 * @throws MrtcError CAPTURE_FAILED where neither is possible
 */
export function routeOf(source: MediaStreamTrack): FrameRoute {
  const generated = canReadFrames() ? createTrackOfFrames() : undefined
  return generated === undefined ? new CanvasRoute(source) : streamRoute(source, generated)
}

function streamRoute(
  source: MediaStreamTrack,
  { track, writable }: { readonly track: MediaStreamTrack; readonly writable: WritableStream<VideoFrame> },
): FrameRoute {
  let send: Send | undefined
  return {
    track,
    streams: { readable: readFrames(source), writable },
    begin: (toWorker) => {
      send = toWorker
    },
    drawn: () => {},
    setSource: (next) => {
      const readable = readFrames<VideoFrame>(next)
      send?.({ type: 'setSource', readable }, [readable])
    },
    close: () => track.stop(),
  }
}
