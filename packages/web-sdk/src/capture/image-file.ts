import type { CapturedMedia } from './captured-media.ts'
import { captureError } from './errors.ts'
import { StillPicture } from './still-picture.ts'

/** @throws MrtcError CAPTURE_FAILED */
export async function captureImage(file: Blob, kinds: readonly ('audio' | 'video')[]): Promise<CapturedMedia> {
  if (!kinds.includes('video'))
    throw captureError({ device: 'file', reason: 'unfit', message: 'An image has no sound.' })
  const image = await createImageBitmap(file).catch((cause: unknown) => {
    throw captureError({ device: 'file', reason: 'unfit', message: 'The image cannot be read.', cause })
  })
  const picture = new StillPicture(image, image, 'detail')
  return {
    video: picture.track,
    stop: () => {
      picture.stop()
      image.close()
    },
  }
}
