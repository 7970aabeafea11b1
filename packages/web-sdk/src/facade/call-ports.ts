/** What the facade needs of `@mrtc/client`, as interfaces that tests implement without a server. */
import type {
  CallClient,
  CallClientOptions,
  EnterRoomOptions,
  JoinRoomOptions,
  Publication,
  PublishOptions,
  Room,
  RoomCloseReason,
  Subscription,
  VideoCodec,
} from '@mrtc/client'
import type { EndReason, Feed, FeedSource, Participant, TrackKind } from '@mrtc/protocol'

export type { EndReason, Feed, FeedSource, Participant, PublishOptions, RoomCloseReason, TrackKind, VideoCodec }

export type PublicationPort = Pick<
  Publication,
  | 'feedId'
  | 'tracks'
  | 'isMuted'
  | 'isVideoWanted'
  | 'setMuted'
  | 'replaceTrack'
  | 'setSource'
  | 'changeVideoCodec'
  | 'setMaxVideoBitrate'
  | 'getStats'
  | 'close'
  | 'on'
>
export type SubscriptionPort = Pick<Subscription, 'feed' | 'tracks' | 'setLayers' | 'getStats' | 'close' | 'on'>

interface Abortable {
  readonly signal?: AbortSignal
}

export interface RoomPort
  extends Pick<
    Room,
    | 'roomId'
    | 'rtoken'
    | 'localUid'
    | 'participants'
    | 'feeds'
    | 'closed'
    | 'sendText'
    | 'invite'
    | 'signalPeer'
    | 'createPeerConnection'
    | 'playFile'
    | 'stopFile'
    | 'leave'
    | 'on'
  > {
  readonly recordings: Pick<Room['recordings'], 'start' | 'stop' | 'pause' | 'resume' | 'setWatermarks'>
  publish(options: PublishOptions, o?: Abortable): Promise<PublicationPort>
  subscribe(feedId: string, options?: Abortable & { readonly kinds?: readonly TrackKind[] }): Promise<SubscriptionPort>
}

export interface ClientPort
  extends Pick<
    CallClient,
    'uid' | 'state' | 'on' | 'connect' | 'reconnectNow' | 'replyToInvite' | 'recording' | 'close'
  > {
  createRoom(options?: EnterRoomOptions): Promise<RoomPort>
  joinRoom(options: JoinRoomOptions): Promise<RoomPort>
}

export type CreateClient = (options: CallClientOptions) => ClientPort
