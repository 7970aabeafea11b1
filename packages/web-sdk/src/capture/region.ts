import { type CapturedMedia, capturedMedia, untilAborted } from './captured-media.ts'
import { captureError, captureFailureReason } from './errors.ts'
import { browserMediaDevices, type MediaDevicesPort } from './media-devices.ts'
import { defaultFrameRate } from './profiles.ts'

/** How a region of the page is captured. */
export interface RegionOptions {
  /** @default 15 */
  readonly frameRate?: number
  readonly signal?: AbortSignal
  /** @default the browser's */
  readonly mediaDevices?: MediaDevicesPort
}

/** Region Capture (W3C), Chromium's so far: an element of this page as something that a track can be cropped to. */
interface CropTargetMaker {
  fromElement(element: Element): Promise<unknown>
}

/** Tracks of this tab have it, those of other tabs, windows and screens have not. */
type CroppableTrack = MediaStreamTrack & { cropTo?(target: unknown): Promise<void> }

/** These are in no type library yet. The person is offered this tab, and cannot go over to another one later. */
type TabConstraints = DisplayMediaStreamOptions & {
  readonly preferCurrentTab: boolean
  readonly surfaceSwitching: 'exclude'
}

/**
 * What an element of this page shows, as it moves, scrolls and changes its size (guide 6.3.2, publish_device 4). What lies
 * over it is seen too. The person is asked for this tab; it must be called from a click or key press. The track ends
 * when they stop sharing from the browser's own bar.
 * @throws MrtcError CAPTURE_FAILED with {@link CaptureFailureData}, device `region`: `unfit` when another tab, window or
 *   screen was chosen, `unsupported` where browsers cannot crop; REQUEST_ABORTED
 */
export async function captureRegion(element: Element, options: RegionOptions = {}): Promise<CapturedMedia> {
  const mediaDevices = options.mediaDevices ?? browserMediaDevices()
  const { CropTarget } = globalThis as { CropTarget?: CropTargetMaker }
  if (CropTarget === undefined || !mediaDevices.getDisplayMedia) {
    throw captureError({
      device: 'region',
      reason: 'unsupported',
      message: 'This browser cannot share a region of a page: Chromium and Edge on computers can, from version 104.',
    })
  }
  const constraints: TabConstraints = {
    video: { frameRate: { ideal: options.frameRate ?? defaultFrameRate } },
    audio: false,
    preferCurrentTab: true,
    surfaceSwitching: 'exclude',
  }
  const capture = mediaDevices.getDisplayMedia(constraints).catch((cause: unknown) => {
    throw captureError({ device: 'region', reason: captureFailureReason(cause), cause })
  })
  const media = capturedMedia(await untilAborted(capture, options.signal))
  try {
    await crop(media.video, await CropTarget.fromElement(element))
    return media
  } catch (cause) {
    media.stop()
    throw captureError({
      device: 'region',
      reason: 'unfit',
      message: 'A region can be shared of this tab alone: choose this tab.',
      cause,
    })
  }
}

async function crop(track: CroppableTrack | undefined, target: unknown): Promise<void> {
  if (track?.cropTo === undefined) throw new Error('the track is not of this tab')
  await track.cropTo(target)
}
