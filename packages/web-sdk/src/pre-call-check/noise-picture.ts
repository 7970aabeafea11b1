import { MrtcError } from '@mrtc/protocol/errors'

const picture = { width: 640, height: 360 } as const
const framesPerSecond = 15

/** A track of noise, which does not compress: it fills what it is given. */
export function noisePicture(): { readonly track: MediaStreamTrack; stop(): void } {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, picture)
  const context = canvas.getContext('2d')
  const image = context?.createImageData(picture.width, picture.height)
  const draw = () => {
    if (!context || !image) return
    const words = new Uint32Array(image.data.buffer)
    for (let index = 0; index < words.length; index += 1) words[index] = Math.random() * 0xffffffff
    context.putImageData(image, 0, 0)
  }
  draw()
  const [track] = canvas.captureStream(framesPerSecond).getVideoTracks()
  if (track === undefined) throw new MrtcError('CAPTURE_FAILED', 'This browser cannot make a stream of a canvas.')
  const timer = setInterval(draw, 1_000 / framesPerSecond)
  return {
    track,
    stop: () => {
      clearInterval(timer)
      track.stop()
    },
  }
}
