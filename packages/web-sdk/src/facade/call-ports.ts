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
} from '@mrtc/client'
import type { EndReason, Feed, FeedSource, TrackKind } from '@mrtc/protocol'

export type { EndReason, Feed, FeedSource, PublishOptions, RoomCloseReason, TrackKind }

export type PublicationPort = Pick<Publication, 'feedId' | 'setMuted' | 'close' | 'on'>
export type SubscriptionPort = Pick<Subscription, 'feed' | 'tracks' | 'close' | 'on'>

interface Abortable {
  readonly signal?: AbortSignal
}

export interface RoomPort
  extends Pick<
    Room,
    'roomId' | 'rtoken' | 'localUid' | 'participants' | 'feeds' | 'closed' | 'sendText' | 'leave' | 'on'
  > {
  publish(options: PublishOptions, o?: Abortable): Promise<PublicationPort>
  subscribe(feedId: string, options?: Abortable & { readonly kinds?: readonly TrackKind[] }): Promise<SubscriptionPort>
}

export interface ClientPort extends Pick<CallClient, 'uid' | 'state' | 'on' | 'connect' | 'reconnectNow' | 'close'> {
  createRoom(options?: EnterRoomOptions): Promise<RoomPort>
  joinRoom(options: JoinRoomOptions): Promise<RoomPort>
}

export type CreateClient = (options: CallClientOptions) => ClientPort
