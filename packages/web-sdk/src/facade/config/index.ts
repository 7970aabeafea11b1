/** The guide's parameters, checked and turned into what the facade works with. Faults are PARAMETER_INVALID with `field`. */
export { parseConnect } from './connect-config.ts'
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
} from './parameters.ts'
export { type PublishSettings, type PublishSource, type PublishTarget, parsePublish } from './publish-config.ts'
export { type AutoPublish, parseRoomConfig, type RoomConfig } from './room-config.ts'
export { parseSubscribe, type SubscribeTargets } from './subscribe-config.ts'
