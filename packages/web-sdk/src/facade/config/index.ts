/** The guide's parameters, checked and turned into what the facade works with. Faults are PARAMETER_INVALID with `field`. */
export {
  type ProfileChange,
  parseMediaStreamChange,
  parseProfileChange,
  parseSizeChange,
  type SizeChange,
  sidOf,
} from './change-config.ts'
export { parseConnect } from './connect-config.ts'
export { parseBackground } from './effects-config.ts'
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
  RemoteOverlap,
  RemoteRecordParam,
  SubscribeConfig,
  SubscribeElements,
  VodParams,
} from './parameters.ts'
export {
  type EffectSettings,
  type PublishSettings,
  type PublishSource,
  type PublishTarget,
  parsePublish,
} from './publish-config.ts'
export { parseRecordConfig, parseStreamList, type RecordSettings } from './record-config.ts'
export { parseRemoteOverlaps, parseRemoteRecord } from './remote-record-config.ts'
export { type AutoPublish, parseRoomConfig, type RoomConfig } from './room-config.ts'
export { parseSubscribe, type SubscribeTargets } from './subscribe-config.ts'
