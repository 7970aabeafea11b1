import { MrtcError } from '@mrtc/protocol/errors'
import type { CapturedMedia } from './captured-media.ts'
import { captureError } from './errors.ts'
import { captureImage } from './image-file.ts'
import { capturePlayedFile } from './played-file.ts'

/** The controls of a sound or video file that is shared. While it is paused its last picture stays. */
export interface Playback {
  /** Idempotent. */
  pause(): void
  /** Goes on where it was paused. @throws MrtcError CAPTURE_FAILED when the browser does not play it */
  play(): Promise<void>
}

export interface CapturedFile extends CapturedMedia {
  /** Of sound and video; images have none. */
  readonly playback?: Playback
}

export interface FileOptions {
  /** @default both, as far as the file has them */
  readonly kinds?: readonly ('audio' | 'video')[]
  readonly signal?: AbortSignal
}

const bothKinds = ['audio', 'video'] as const

/**
 * Shows an image, or plays a sound or video file, as tracks (guide 6.3.2, publish_device 3). The tracks of a file that is
 * played end with it; the person who shares it does not hear it twice.
 * @param file its `type` says what it is, as that of an `<input type="file">` does
 * @throws MrtcError CAPTURE_FAILED with {@link CaptureFailureData}, device `file`: `unfit` when it has none of the kinds or
 *   cannot be read, `unsupported` when it is no image, sound or video; REQUEST_ABORTED
 */
export async function captureFile(file: Blob, options: FileOptions = {}): Promise<CapturedFile> {
  const { kinds = bothKinds, signal } = options
  const media = await opened(file, kinds)
  if (!signal?.aborted) return media
  media.stop()
  throw new MrtcError('REQUEST_ABORTED', 'The capture was cancelled.')
}

function opened(file: Blob, kinds: readonly ('audio' | 'video')[]): Promise<CapturedFile> {
  const [family] = file.type.split('/')
  if (family === 'image') return captureImage(file, kinds)
  if (family === 'video' || family === 'audio') return capturePlayedFile(file, kinds)
  throw captureError({
    device: 'file',
    reason: 'unsupported',
    message: `A file of type "${file.type}" cannot be shared: choose an image, a video or a sound file.`,
  })
}
