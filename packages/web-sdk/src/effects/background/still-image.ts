import { MrtcError } from '@mrtc/protocol/errors'
import type { Background } from './options.ts'

/** Cameras of calls give no more; photographs have many times as much. */
const longestSide = 1_920

/** A picture to stand behind somebody, no larger than it has to be. @throws MrtcError PARAMETER_INVALID */
export async function stillImage({ image }: Extract<Background, { kind: 'image' }>): Promise<ImageBitmap> {
  const whole = await createImageBitmap(image).catch((cause: unknown) => {
    const message =
      'The background picture is missing or cannot be read: give a Blob of an image, or an image that is loaded.'
    throw new MrtcError('PARAMETER_INVALID', message, { field: 'image', cause })
  })
  const scale = longestSide / Math.max(whole.width, whole.height)
  if (scale >= 1) return whole
  try {
    return await createImageBitmap(whole, {
      resizeWidth: Math.max(1, Math.round(whole.width * scale)),
      resizeHeight: Math.max(1, Math.round(whole.height * scale)),
      resizeQuality: 'high',
    })
  } finally {
    whole.close()
  }
}
