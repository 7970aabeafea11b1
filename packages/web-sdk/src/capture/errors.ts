/** Why capturing failed, in one vocabulary for all browsers. */
import { MrtcError } from '@mrtc/protocol/errors'

/** What was to be captured. */
export type CaptureDevice = 'camera' | 'microphone' | 'screen' | 'file' | 'region'

/**
 * - `denied`: the person or a policy said no
 * - `notFound`: there is no such device
 * - `inUse`: another program holds it, or it failed to start
 * - `unfit`: no device can do what was asked (a forced aspect ratio, for example)
 * - `locked`: the file needs a password, or another one
 * - `tooLarge`: the file is larger than can be shared
 * - `unsupported`: this browser or page cannot capture it
 */
export type CaptureFailureReason = 'denied' | 'notFound' | 'inUse' | 'unfit' | 'locked' | 'tooLarge' | 'unsupported'

/** The `data` of a CAPTURE_FAILED error. */
export interface CaptureFailureData {
  readonly device: CaptureDevice
  readonly reason: CaptureFailureReason
}

const advice: Readonly<Record<CaptureFailureReason, string>> = {
  denied: 'was not allowed: permit it for this site in the browser and in the system settings.',
  notFound: 'was not found: connect one, or choose another.',
  inUse: 'could not be started: another program may be using it.',
  unfit: 'cannot do what was asked: choose another size or aspect ratio.',
  locked: 'needs its password.',
  tooLarge: 'is too large to be shared.',
  unsupported: 'cannot be captured by this browser.',
}

const deviceNames: Readonly<Record<CaptureDevice, string>> = {
  camera: 'The camera',
  microphone: 'The microphone',
  screen: 'The screen',
  file: 'The file',
  region: 'The region of the page',
}

export function captureError(failure: CaptureFailureData & { message?: string; cause?: unknown }): MrtcError {
  const { device, reason, cause } = failure
  return new MrtcError('CAPTURE_FAILED', failure.message ?? `${deviceNames[device]} ${advice[reason]}`, {
    data: { device, reason },
    ...(cause === undefined ? {} : { cause }),
  })
}

/** The names are of the Media Capture and Streams specification, section 10.3, and what Safari and Firefox add. */
const reasonByName: Readonly<Record<string, CaptureFailureReason>> = {
  NotAllowedError: 'denied',
  PermissionDeniedError: 'denied',
  SecurityError: 'denied',
  InvalidStateError: 'denied',
  NotFoundError: 'notFound',
  DevicesNotFoundError: 'notFound',
  NotReadableError: 'inUse',
  TrackStartError: 'inUse',
  AbortError: 'inUse',
  OverconstrainedError: 'unfit',
  NotSupportedError: 'unsupported',
  TypeError: 'unsupported',
}

/** What a rejection of getUserMedia or getDisplayMedia means. */
export function captureFailureReason(error: unknown): CaptureFailureReason {
  if (!(error instanceof Error || error instanceof DOMException)) return 'inUse'
  // A deviceId that nothing has is a missing device, not a wish too high.
  if (error.name === 'OverconstrainedError' && 'constraint' in error && error.constraint === 'deviceId') {
    return 'notFound'
  }
  return reasonByName[error.name] ?? 'inUse'
}
