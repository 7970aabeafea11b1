/** The guide's Web SDK (section 6.3) under its own names, on top of `@mrtc/client` and `capture`. */
export {
  type AttendingParticipant,
  type CallbackName,
  type DeviceInfo,
  type ExitType,
  type LeaveType,
  MeetingCallbacks,
  type PublishedFeed,
  type SubscribedFeed,
} from './callbacks.ts'
export type {
  ConnectConfig,
  CustomVideoProfile,
  ElementTarget,
  InitPublishEntry,
  InitRoomConfig,
  PublishConfig,
  PublishParameters,
  SubscribeConfig,
  SubscribeElements,
} from './config/index.ts'
export { MeetingController } from './controller.ts'
export { MeetingError } from './meeting-error.ts'
export type { CreatedRoom } from './rooms.ts'
