import type { CapturedMedia } from './captured-media.ts'
import { captureError } from './errors.ts'

/** A still picture is sent this often: those who join later need a frame to see, and encoders sharpen with each. */
const framesPerSecond = 5
const msPerSecond = 1_000
/** Encoders of calls take no more; photographs have many times as much. */
const longestSide = 1_920

/** Encoders of 4:2:0 halve both sides. */
const even = (length: number) => Math.max(2, Math.round(length / 2) * 2)

/** @throws MrtcError CAPTURE_FAILED */
export async function captureImage(file: Blob, kinds: readonly ('audio' | 'video')[]): Promise<CapturedMedia> {
  if (!kinds.includes('video'))
    throw captureError({ device: 'file', reason: 'unfit', message: 'An image has no sound.' })
  const image = await createImageBitmap(file).catch((cause: unknown) => {
    throw captureError({ device: 'file', reason: 'unfit', message: 'The image cannot be read.', cause })
  })
  const scale = Math.min(1, longestSide / Math.max(image.width, image.height))
  const canvas = document.createElement('canvas')
  canvas.width = even(image.width * scale)
  canvas.height = even(image.height * scale)
  const context = canvas.getContext('2d', { alpha: false })
  const draw = () => context?.drawImage(image, 0, 0, canvas.width, canvas.height)
  draw()
  const [video] = canvas.captureStream(framesPerSecond).getVideoTracks()
  const timer = setInterval(draw, msPerSecond / framesPerSecond)
  let stopped = false
  return {
    ...(video ? { video } : {}),
    stop: () => {
      if (stopped) return
      stopped = true
      clearInterval(timer)
      video?.stop()
      image.close()
    },
  }
}
