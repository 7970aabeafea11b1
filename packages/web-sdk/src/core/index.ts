/**
 * The modern core: what new applications take instead of `MeetingController`. A {@link CallClient} connects and gives
 * rooms; a {@link Room} publishes and subscribes; `capture*` give what can be published. Everything that waits takes an
 * `AbortSignal`, events are typed, failures are {@link MrtcError} with a code, and there are no globals.
 *
 * `@mrtc/web-sdk/core` is this alone, `@mrtc/web-sdk` the same beside `MeetingController`.
 */
export {
  AutoSubscriber,
  CallClient,
  type CallClientEvents,
  type CallClientOptions,
  type ClientPort,
  type CommandOptions,
  type CommandOutcome,
  type ConnectionState,
  type DegradationPreference,
  Emitter,
  type EnterRoomOptions,
  exponentialBackoff,
  type FeedAudience,
  type FileUpload,
  type FileUploadPort,
  type FileUploadState,
  type Invitation,
  type InvitationReply,
  type JoinRoomOptions,
  type LayerChoice,
  type Listenable,
  type Logger,
  type MediaConnectionState,
  type MediaTracks,
  type NetworkCause,
  type NetworkDecision,
  type NetworkPlan,
  type NetworkView,
  type PathDiagnosis,
  type PathDirection,
  type PathView,
  type Publication,
  type PublicationEvents,
  type PublicationPort,
  type PublishOptions,
  type ReadableStore,
  type ReceivedCommand,
  type ReceivedFile,
  type ReceivedText,
  type Reception,
  type ReconnectPolicy,
  type Room,
  type RoomCloseReason,
  type RoomEvents,
  type RoomPort,
  type SendFileOptions,
  type SendOptions,
  type SentFile,
  type SignSource,
  Store,
  type Subscription,
  type SubscriptionEvents,
  type SubscriptionPort,
  type VideoCodec,
} from '@mrtc/client'
export type {
  EndReason,
  Feed,
  FeedSource,
  FeedTrack,
  InviteReply,
  LeaveReason,
  Participant,
  TrackKind,
} from '@mrtc/protocol'
export { type ErrorCode, type ErrorKind, MrtcError } from '@mrtc/protocol/errors'
export * from '../browser/index.ts'
export * from '../capture/index.ts'
export * from '../effects/index.ts'
export * from '../picture/index.ts'
export { saveFile } from '../platform/index.ts'
export * from '../pre-call-check/index.ts'
export * from '../recording/index.ts'
export * from '../statistics/index.ts'
export { version } from '../version.ts'
export * from '../viewing/index.ts'
export { VolumeAnalysers } from '../volume/index.ts'
