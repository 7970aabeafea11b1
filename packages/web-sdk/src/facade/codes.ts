/** The only place where the facade meets numbers: which code of the guide (6.3.4) a failure or an ending has. */
import { codeFor, type Failure, type Operation, webCodes } from '@mrtc/protocol'
import type { MrtcError } from '@mrtc/protocol/errors'
import type { EndReason, RoomCloseReason } from './call-ports.ts'
import { Fault } from './fault.ts'

export type { Operation }

const captureFailures: Readonly<Record<string, Failure>> = {
  camera: 'videoCaptureFailed',
  microphone: 'audioCaptureFailed',
  screen: 'screenCaptureFailed',
  file: 'fileFailed',
}

/** A region is cut out of what screen sharing gives: whatever else fails is a failure of that. */
const regionFailures: Readonly<Record<string, Failure>> = { unfit: 'regionMissing', unsupported: 'unsupported' }

function captureFailure(error: MrtcError): Failure | undefined {
  if (error.code !== 'CAPTURE_FAILED') return undefined
  const { device, reason } = error.data ?? {}
  if (device === 'region') return regionFailures[String(reason)] ?? 'screenCaptureFailed'
  // A phone without screen sharing can still use its camera: these two are failures of the browser as a whole.
  const isBrowser = reason === 'unsupported' && (device === 'camera' || device === 'microphone')
  return isBrowser ? 'unsupported' : captureFailures[String(device)]
}

/** The guide's number for a failure of an operation. */
export function webCode(operation: Operation, error: MrtcError): number {
  const failure = error instanceof Fault ? error.failure : captureFailure(error)
  return codeFor(webCodes, operation, failure ?? error)
}

/** Why a stream of ours is over, in the words of the code tables. */
export type MediaEnd = Extract<
  Failure,
  'unpublished' | 'peerUnpublished' | 'peerLeft' | 'left' | 'state' | 'closedByServer' | 'linkLost' | 'captureFailed'
>

export const endOfStream: Readonly<Record<EndReason, MediaEnd>> = {
  unpublished: 'peerUnpublished',
  unsubscribed: 'unpublished',
  participantLeft: 'peerLeft',
  roomEnded: 'closedByServer',
  // It had been made: one that never was fails with an error instead.
  mediaFailed: 'linkLost',
}

export const endOfRoom: Readonly<Record<RoomCloseReason, MediaEnd>> = {
  left: 'left',
  kicked: 'left',
  roomEnded: 'closedByServer',
  takenOver: 'state',
  lost: 'state',
  sessionLost: 'state',
}

/** The code of OnMediaClose. A stream that did not come to be has what it failed of. */
export function mediaCloseCode(end: MediaEnd | MrtcError): number {
  if (typeof end === 'string') return codeFor(webCodes, 'mediaClosed', end)
  const isCapture = end.code === 'CAPTURE_FAILED' || end instanceof Fault
  return codeFor(webCodes, 'mediaClosed', isCapture ? 'captureFailed' : end)
}
