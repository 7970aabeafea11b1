/** The guide's Web SDK (section 6.3) under its own names, on top of `@mrtc/client` and `capture`. */
export {
  type AttendingParticipant,
  type CallbackName,
  type CreatedRoom,
  type DeviceInfo,
  type ExitType,
  type InviteReplyCode,
  type LeaveType,
  MeetingCallbacks,
  type PublishedFeed,
  type RemoteRecordInfo,
  type StreamFilter,
  type SubscribedFeed,
} from './callbacks.ts'
export type {
  BackgroundParameters,
  BrowserRecordConfig,
  ChangeMediaStreamConfig,
  ChangeProfileConfig,
  ChangeStreamSizeConfig,
  ConnectConfig,
  CustomVideoProfile,
  ElementTarget,
  InitPublishEntry,
  InitRoomConfig,
  PublishConfig,
  PublishParameters,
  RecordOverlap,
  SubscribeConfig,
  SubscribeElements,
  VodParams,
} from './config/parameters.ts'
export { MeetingController } from './controller.ts'
export { MeetingError } from './meeting-error.ts'
export type {
  FilePage,
  InviteAnswer,
  InviteChannel,
  PictureFormat,
  PictureSide,
  StoppedRecording,
  StreamSize,
} from './method-types.ts'
