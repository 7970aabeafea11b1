import { captureError } from './errors.ts'

/** What capturing needs of `navigator.mediaDevices`. */
export type MediaDevicesPort = Pick<MediaDevices, 'getUserMedia' | 'getDisplayMedia' | 'enumerateDevices'>

/**
 * The browser's devices.
 * @throws MrtcError CAPTURE_FAILED, reason `unsupported`: browsers hide them from pages that are not on https or localhost
 */
export function browserMediaDevices(): MediaDevicesPort {
  // The DOM types promise it; insecure pages and old browsers lack it.
  const devices: MediaDevices | undefined = globalThis.navigator?.mediaDevices
  if (!devices?.getUserMedia) {
    throw captureError({
      device: 'camera',
      reason: 'unsupported',
      message: 'This browser gives no access to camera and microphone here: open the page over https or on localhost.',
    })
  }
  return devices
}
