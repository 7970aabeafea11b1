import { MrtcError } from '@mrtc/protocol/errors'
import { assertSupported } from '../browser/index.ts'
import { captureError, captureFailureReason } from '../capture/errors.ts'
import { browserMediaDevices } from '../capture/media-devices.ts'
import type { Finding } from './check-result.ts'

/** @throws MrtcError CAPTURE_FAILED or FEATURE_UNAVAILABLE with what the browser lacks */
export function checkBrowser(): Finding {
  assertSupported('camera')
  assertSupported('calls')
  return { detail: 'has what a call needs' }
}

/** Opens a device for a moment. @throws MrtcError CAPTURE_FAILED */
export async function checkDevice(device: 'camera' | 'microphone', signal: AbortSignal): Promise<Finding> {
  try {
    const wanted = device === 'camera' ? { video: true } : { audio: true }
    const stream = await browserMediaDevices().getUserMedia(wanted)
    const [track] = stream.getTracks()
    for (const one of stream.getTracks()) one.stop()
    // Permission may come after nobody waits for it any more: the device is off again all the same.
    signal.throwIfAborted()
    return track?.label ? { detail: track.label, device: track.label } : { detail: 'works' }
  } catch (cause) {
    if (cause instanceof MrtcError) throw cause
    throw captureError({ device, reason: captureFailureReason(cause), cause })
  }
}
