import { MrtcError } from '@mrtc/protocol/errors'
import { drawingSurface } from '../platform/index.ts'
import { currentFrame } from './current-frame.ts'
import { pictureFit, pictureSize } from './picture-fit.ts'
import type { PictureSource } from './picture-source.ts'

/** The formats that every browser writes. */
export type PictureType = 'image/png' | 'image/jpeg'

/** How a picture is to be. */
export interface PictureOptions {
  /** Pixels, 1 to 8192. Without it, and without `height`, the picture has the stream's size. */
  readonly width?: number
  /** Pixels, 1 to 8192. */
  readonly height?: number
  /** @default 'image/png' */
  readonly type?: PictureType
  readonly signal?: AbortSignal
}

/** A picture that was taken. */
export interface Picture {
  readonly blob: Blob
  readonly width: number
  readonly height: number
}

/** No stream is larger, and canvases of twice this fail on some devices. */
const longestSide = 8192
/** Sharp text survives it; the browsers' own default (0.92) doubles the size for nothing that is seen. */
const jpegQuality = 0.9

function checkSide(field: 'width' | 'height', side: number | undefined): void {
  if (side === undefined || (Number.isInteger(side) && side >= 1 && side <= longestSide)) return
  throw new MrtcError('PARAMETER_INVALID', `The ${field} of a picture is a whole number from 1 to ${longestSide}.`, {
    field,
  })
}

/**
 * What a stream shows now. If the shape asked for is another than the stream's, black bars fill the rest.
 * @throws MrtcError PARAMETER_INVALID; MEDIA_TIMEOUT when the stream shows nothing; MEDIA_FAILED when it has ended;
 *   REQUEST_ABORTED
 */
export async function takePicture(source: PictureSource, options: PictureOptions = {}): Promise<Picture> {
  checkSide('width', options.width)
  checkSide('height', options.height)
  using frame = await currentFrame(source, options.signal)
  const size = pictureSize(frame, options)
  const { canvas, context } = drawingSurface(size.width, size.height)
  const { x, y, width, height } = pictureFit(frame, size)
  context.drawImage(frame.image, x, y, width, height)
  const type = options.type ?? 'image/png'
  const blob = await canvas.convertToBlob({ type, quality: jpegQuality })
  return { blob, ...size }
}
