/** The guide's parameters, checked and turned into what the facade works with. Faults are PARAMETER_INVALID with `field`. */
export { type ConnectConfig, parseConnect } from './connect-config.ts'
export type { ElementTarget } from './element-target.ts'
export {
  type CustomVideoProfile,
  type PublishConfig,
  type PublishParameters,
  type PublishSettings,
  type PublishSource,
  type PublishTarget,
  parsePublish,
} from './publish-config.ts'
export {
  type AutoPublish,
  type InitPublishEntry,
  type InitRoomConfig,
  parseRoomConfig,
  type RoomConfig,
} from './room-config.ts'
export {
  parseSubscribe,
  type SubscribeConfig,
  type SubscribeElements,
  type SubscribeTargets,
} from './subscribe-config.ts'
