/**
 * Camera, microphone, screen, files and regions of the page as tracks to publish, and the devices there are. Errors are
 * MrtcError CAPTURE_FAILED.
 */
export { type CameraOptions, captureCamera, type MicrophoneSettings, type VideoSettings } from './camera.ts'
export type { CapturedMedia } from './captured-media.ts'
export { type Device, type DeviceList, listDevices } from './devices.ts'
export { onDevicesChanged } from './devices-changed.ts'
export type { CaptureDevice, CaptureFailureData, CaptureFailureReason } from './errors.ts'
export { type CapturedFile, captureFile, type FileOptions, type Playback } from './file.ts'
export type { MediaDevicesPort } from './media-devices.ts'
export type { Pages } from './pdf/index.ts'
export { customVideoProfile, defaultVideoProfile, type VideoProfile, videoProfiles } from './profiles.ts'
export { captureRegion, type RegionOptions } from './region.ts'
export { captureScreen, type ScreenOptions } from './screen.ts'
