import { stopTracks } from './captured-media.ts'
import { captureError, captureFailureReason } from './errors.ts'
import { browserMediaDevices, type MediaDevicesPort } from './media-devices.ts'

/** A camera, microphone or speaker. */
export interface Device {
  readonly deviceId: string
  readonly groupId: string
  /** Empty until the person has permitted capturing once. */
  readonly label: string
}

/** The devices there are, by what they are for. */
export interface DeviceList {
  readonly cameras: readonly Device[]
  readonly microphones: readonly Device[]
  readonly speakers: readonly Device[]
}

export interface ListDevicesOptions {
  /** Ask the person for permission when labels and ids are still hidden. @default false */
  readonly askPermission?: boolean
  /** @default the browser's */
  readonly mediaDevices?: MediaDevicesPort
}

const inputs: ReadonlySet<MediaDeviceKind> = new Set<MediaDeviceKind>(['audioinput', 'videoinput'])

/** Opens what there is for a moment: browsers then tell labels and ids. */
async function unlockLabels(devices: readonly MediaDeviceInfo[], mediaDevices: MediaDevicesPort): Promise<void> {
  const audio = devices.some((device) => device.kind === 'audioinput')
  const video = devices.some((device) => device.kind === 'videoinput')
  const stream = await mediaDevices.getUserMedia({ audio, video })
  stopTracks(stream)
}

/**
 * Cameras, microphones and speakers.
 * @throws MrtcError CAPTURE_FAILED with {@link CaptureFailureData}
 */
export async function listDevices(options: ListDevicesOptions = {}): Promise<DeviceList> {
  const mediaDevices = options.mediaDevices ?? browserMediaDevices()
  try {
    let devices = await mediaDevices.enumerateDevices()
    const isHidden = devices.some((device) => inputs.has(device.kind) && device.label === '')
    if (options.askPermission && isHidden) {
      await unlockLabels(devices, mediaDevices)
      devices = await mediaDevices.enumerateDevices()
    }
    const ofKind = (kind: MediaDeviceKind): Device[] =>
      devices
        .filter((device) => device.kind === kind)
        .map(({ deviceId, groupId, label }) => ({ deviceId, groupId, label }))
    return { cameras: ofKind('videoinput'), microphones: ofKind('audioinput'), speakers: ofKind('audiooutput') }
  } catch (cause) {
    throw captureError({ device: 'camera', reason: captureFailureReason(cause), cause })
  }
}
