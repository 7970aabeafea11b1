import { type CapturedMedia, capturedMedia, untilAborted } from './captured-media.ts'
import { captureError, captureFailureReason } from './errors.ts'
import { browserMediaDevices, type MediaDevicesPort } from './media-devices.ts'
import { defaultFrameRate } from './profiles.ts'

/** What is wanted of a screen. */
export interface ScreenOptions {
  /** Also the sound of the shared tab. Browsers offer it for tabs only: check `audio` of what comes. @default false */
  readonly audio?: boolean
  /** @default 15 */
  readonly frameRate?: number
  readonly signal?: AbortSignal
  /** @default the browser's */
  readonly mediaDevices?: MediaDevicesPort
}

/**
 * Asks the person for a screen, window or tab. It must be called from a click or key press.
 * The video track ends when they stop sharing from the browser's own bar.
 * @throws MrtcError CAPTURE_FAILED with {@link CaptureFailureData}, REQUEST_ABORTED
 */
export async function captureScreen(options: ScreenOptions = {}): Promise<CapturedMedia> {
  const mediaDevices = options.mediaDevices ?? browserMediaDevices()
  // Phones have no such function.
  if (!mediaDevices.getDisplayMedia) throw captureError({ device: 'screen', reason: 'unsupported' })
  const constraints: DisplayMediaStreamOptions = {
    video: { frameRate: { ideal: options.frameRate ?? defaultFrameRate } },
    audio: options.audio ?? false,
  }
  const capture = mediaDevices.getDisplayMedia(constraints).catch((cause: unknown) => {
    throw captureError({ device: 'screen', reason: captureFailureReason(cause), cause })
  })
  return capturedMedia(await untilAborted(capture, options.signal))
}
