/**
 * The Web SDK: `MeetingController` under the guide's names, and capture of camera, microphone and screen. Applications
 * that want typed rooms, publications and subscriptions take `@mrtc/client` with the capture of this package.
 */
export { type ErrorCode, type ErrorKind, MrtcError } from '@mrtc/protocol/errors'
export * from './capture/index.ts'
export * from './facade/index.ts'
export * from './picture/index.ts'
export { saveFile } from './platform/index.ts'
export * from './pre-call-check/index.ts'
export * from './recording/index.ts'
export * from './statistics/index.ts'
export { version } from './version.ts'
export * from './viewing/index.ts'
