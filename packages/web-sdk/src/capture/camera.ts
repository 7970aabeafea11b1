import { type CapturedMedia, capturedMedia, untilAborted } from './captured-media.ts'
import { type CaptureDevice, captureError, captureFailureReason } from './errors.ts'
import { browserMediaDevices, type MediaDevicesPort } from './media-devices.ts'
import { defaultFrameRate, type VideoProfile } from './profiles.ts'

/** 360P, see `defaultVideoProfile`. */
const usualVideo: VideoProfile = { width: 640, height: 360 }

/** What picture is wanted of a camera. */
export interface VideoSettings extends VideoProfile {
  /** @default 15 */
  readonly frameRate?: number
  /** A certain camera; by default the browser's. */
  readonly deviceId?: string
  /** Width by height that the picture must have: without such a camera the capture fails with reason `unfit`. */
  readonly forcedAspectRatio?: number
}

export interface MicrophoneSettings {
  /** A certain microphone; by default the browser's. */
  readonly deviceId?: string
}

export interface CameraOptions {
  /** `true` is the usual: 640x360, the browser's camera. @default none */
  readonly video?: VideoSettings | true
  /** `true` is the browser's microphone. @default none */
  readonly audio?: MicrophoneSettings | true
  readonly signal?: AbortSignal
  /** @default the browser's */
  readonly mediaDevices?: MediaDevicesPort
}

function videoConstraints(wanted: VideoSettings | true): MediaTrackConstraints {
  const settings: VideoSettings = wanted === true ? usualVideo : wanted
  return {
    // Wishes, not conditions: a camera without this size gives its own (guide 6.3.1, V 1.1.5).
    width: { ideal: settings.width },
    height: { ideal: settings.height },
    frameRate: { ideal: settings.frameRate ?? defaultFrameRate },
    ...(settings.deviceId === undefined ? {} : { deviceId: { exact: settings.deviceId } }),
    ...(settings.forcedAspectRatio === undefined ? {} : { aspectRatio: { exact: settings.forcedAspectRatio } }),
  }
}

function audioConstraints(wanted: MicrophoneSettings | true): MediaTrackConstraints {
  const settings: MicrophoneSettings = wanted === true ? {} : wanted
  return {
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
    ...(settings.deviceId === undefined ? {} : { deviceId: { exact: settings.deviceId } }),
  }
}

/** Browsers say that a device was missing, not which: the list of devices tells. */
async function failedDevice(options: CameraOptions, mediaDevices: MediaDevicesPort): Promise<CaptureDevice> {
  if (options.video === undefined) return 'microphone'
  if (options.audio === undefined) return 'camera'
  const deviceId = options.video === true ? undefined : options.video.deviceId
  const devices = await mediaDevices.enumerateDevices().catch(() => [])
  const cameras = devices.filter((device) => device.kind === 'videoinput')
  const hasCamera = deviceId === undefined ? cameras.length > 0 : cameras.some((device) => device.deviceId === deviceId)
  return hasCamera ? 'microphone' : 'camera'
}

/**
 * Captures camera, microphone or both with one question to the person.
 * @throws MrtcError CAPTURE_FAILED with {@link CaptureFailureData}, REQUEST_ABORTED
 */
export async function captureCamera(options: CameraOptions): Promise<CapturedMedia> {
  const mediaDevices = options.mediaDevices ?? browserMediaDevices()
  const constraints: MediaStreamConstraints = {
    ...(options.video === undefined ? {} : { video: videoConstraints(options.video) }),
    ...(options.audio === undefined ? {} : { audio: audioConstraints(options.audio) }),
  }
  // Awaited apart from the abort: only what the browser itself says is translated.
  const capture = mediaDevices.getUserMedia(constraints).catch(async (cause: unknown) => {
    const reason = captureFailureReason(cause)
    const isMissing = reason === 'notFound'
    const likely: CaptureDevice = options.video === undefined ? 'microphone' : 'camera'
    const device = isMissing ? await failedDevice(options, mediaDevices) : likely
    throw captureError({ device, reason, cause })
  })
  return capturedMedia(await untilAborted(capture, options.signal))
}
