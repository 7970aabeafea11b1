/** The call client without a platform: connection, rooms, publications and subscriptions, the same in browser and Node. */
export { AutoSubscriber, type Reception } from './auto-subscriber/index.ts'
export {
  CallClient,
  type CallClientEvents,
  type EnterRoomOptions,
  type Invitation,
  type InvitationReply,
  type JoinRoomOptions,
} from './call-client.ts'
export type { ConnectionState } from './connection-state.ts'
export type { RouteView } from './direct/index.ts'
export { Emitter } from './emitter.ts'
export type { FileUpload, FileUploadState, ReceivedFile, SendFileOptions, SentFile } from './files/index.ts'
export { checkedIce, type IceServerOption, type IceTransportPolicy } from './ice-servers.ts'
export type { Logger } from './logger.ts'
export type {
  DegradationPreference,
  LayerChoice,
  MediaConnectionState,
  MediaTracks,
  Publication,
  PublicationEvents,
  PublishOptions,
  RedMaker,
  RedTrack,
  Subscription,
  SubscriptionEvents,
  VideoCodec,
} from './media/index.ts'
export type { CallClientOptions, SignSource } from './options.ts'
export type { ClientPort, FileUploadPort, Listenable, PublicationPort, RoomPort, SubscriptionPort } from './ports.ts'
export type {
  CommandOptions,
  CommandOutcome,
  EndedPlayback,
  FailedRecording,
  FeedAudience,
  PlayFileOptions,
  ReceivedCommand,
  ReceivedText,
  Room,
  RoomCloseReason,
  RoomEvents,
  SendOptions,
} from './room/index.ts'
export { exponentialBackoff, type ReconnectPolicy } from './session/index.ts'
export type { WebSocketLike } from './socket/index.ts'
export { type ReadableStore, Store } from './store.ts'
export type {
  NetworkCause,
  NetworkDecision,
  NetworkPlan,
  NetworkView,
  PathDiagnosis,
  PathDirection,
  PathView,
} from './weak-network/index.ts'
