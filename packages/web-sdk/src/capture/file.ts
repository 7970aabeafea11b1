import { MrtcError } from '@mrtc/protocol/errors'
import type { CapturedMedia } from './captured-media.ts'
import { captureError } from './errors.ts'
import { captureImage } from './image-file.ts'
import { capturePdf, type Pages } from './pdf/index.ts'
import { capturePlayedFile } from './played-file.ts'

/** The controls of a sound or video file that is shared. While it is paused its last picture stays. */
export interface Playback {
  readonly isPlaying: boolean
  /** Idempotent. */
  pause(): void
  /** Goes on where it was paused. @throws MrtcError CAPTURE_FAILED when the browser does not play it */
  play(): Promise<void>
}

export interface CapturedFile extends CapturedMedia {
  /** Of sound and video. */
  readonly playback?: Playback
  /** Of a PDF. */
  readonly pages?: Pages
}

/** What is wanted of a file. */
export interface FileOptions {
  /** @default both, as far as the file has them */
  readonly kinds?: readonly ('audio' | 'video')[]
  /** Of a PDF that is protected. */
  readonly password?: string
  readonly signal?: AbortSignal
}

const bothKinds = ['audio', 'video'] as const

/**
 * Shows an image or the pages of a PDF, or plays a sound or video file, as tracks (guide 6.3.2, publish_device 3; 6.3.1,
 * V 1.2.7). The tracks of a file that is played end with it; the person who shares it does not hear it twice.
 * @param file its `type` says what it is, as that of an `<input type="file">` does
 * @throws MrtcError CAPTURE_FAILED with {@link CaptureFailureData}, device `file`: `unfit` when it has none of the kinds or
 *   cannot be read, `locked` when its password is missing or wrong, `tooLarge` for a PDF of more than 200 MB, `unsupported`
 *   when it is no image, PDF, sound or video; REQUEST_ABORTED
 */
export async function captureFile(file: Blob, options: FileOptions = {}): Promise<CapturedFile> {
  const { kinds = bothKinds, password, signal } = options
  const media = await opened(file, kinds, password)
  if (!signal?.aborted) return media
  media.stop()
  throw new MrtcError('REQUEST_ABORTED', 'The capture was cancelled.')
}

/** Systems that do not know PDFs give them no type. */
const isPdf = (file: Blob) =>
  file.type === 'application/pdf' || (file.type === '' && file instanceof File && /\.pdf$/i.test(file.name))

function opened(file: Blob, kinds: readonly ('audio' | 'video')[], password?: string): Promise<CapturedFile> {
  const [family] = file.type.split('/')
  if (isPdf(file)) return capturePdf(file, { kinds, password })
  if (family === 'image') return captureImage(file, kinds)
  if (family === 'video' || family === 'audio') return capturePlayedFile(file, kinds)
  throw captureError({
    device: 'file',
    reason: 'unsupported',
    message: `A file of type "${file.type}" cannot be shared: choose an image, a PDF, a video or a sound file.`,
  })
}
