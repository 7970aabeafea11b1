import { captureError } from './errors.ts'

/** A picture that is drawn, until it is stopped. */
export interface DrawnPicture {
  readonly track: MediaStreamTrack
  /** Idempotent. */
  stop(): void
}

/**
 * What an element shows, as a track, where elements cannot be captured (Safari, Firefox before 149): each frame is drawn
 * onto a canvas. Browsers show no frames of hidden tabs: it stands still there.
 * @throws MrtcError CAPTURE_FAILED where that cannot be done either
 */
export function drawPicture(element: HTMLVideoElement): DrawnPicture {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { alpha: false })
  const canFollow = 'requestVideoFrameCallback' in element && 'captureStream' in canvas
  const [track] = canFollow ? canvas.captureStream().getVideoTracks() : []
  if (context === null || track === undefined) throw captureError({ device: 'file', reason: 'unsupported' })
  let callback = 0
  const draw = () => {
    const { videoWidth, videoHeight } = element
    // Setting a side clears the canvas: not while nothing changes.
    if (canvas.width !== videoWidth) canvas.width = videoWidth
    if (canvas.height !== videoHeight) canvas.height = videoHeight
    context.drawImage(element, 0, 0)
    callback = element.requestVideoFrameCallback(draw)
  }
  draw()
  return {
    track,
    stop: () => {
      element.cancelVideoFrameCallback(callback)
      track.stop()
    },
  }
}
