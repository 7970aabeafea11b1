/**
 * What this app needs of `@mrtc/client`. The client's classes satisfy these interfaces as they are; tests and the stage
 * preview satisfy them with fakes.
 */
import type {
  ConnectionState,
  DegradationPreference,
  EnterRoomOptions,
  JoinRoomOptions,
  MediaTracks,
  NetworkView,
  PublishOptions,
  RoomEvents,
} from '@mrtc/client'
import type { EndReason, Feed, FeedSource, Participant, TrackKind } from '@mrtc/protocol'

/** The listening side of an emitter. */
export interface Listenable<Events extends { [N in keyof Events]: readonly unknown[] }> {
  on<N extends keyof Events>(name: N, listener: (...args: Events[N]) => void): () => void
}

export interface PublicationPort extends Listenable<{ closed: [EndReason]; trackEnded: [TrackKind] }> {
  readonly feedId: string
  readonly source: FeedSource
  readonly tracks: MediaTracks
  isMuted(kind: TrackKind): boolean
  setMuted(kind: TrackKind, muted: boolean): Promise<void>
  replaceTrack(kind: TrackKind, track: MediaStreamTrack): Promise<void>
  setDegradationPreference(preference: DegradationPreference): Promise<void>
  getStats(): Promise<RTCStatsReport[]>
  close(): Promise<void>
}

export interface SubscriptionPort extends Listenable<{ closed: [EndReason]; changed: [] }> {
  readonly tracks: MediaTracks
  setLayers(layers: { spatial: number; temporal?: number } | null): Promise<void>
  getStats(): Promise<RTCStatsReport[]>
  close(): Promise<void>
}

export interface RoomPort extends Listenable<RoomEvents> {
  readonly roomId: string
  readonly rtoken: string
  readonly localUid: string
  readonly creatorUid: string
  readonly closed: boolean
  readonly network: NetworkView | undefined
  readonly participants: ReadonlyMap<string, Participant>
  readonly feeds: ReadonlyMap<string, Feed>
  publish(options: PublishOptions, o?: { signal?: AbortSignal }): Promise<PublicationPort>
  subscribe(feedId: string, o?: { signal?: AbortSignal }): Promise<SubscriptionPort>
  sendText(text: string): Promise<{ messageId: string; recipients: string[] }>
  kick(uid: string): Promise<void>
  leave(): Promise<void>
}

export interface ClientPort extends Listenable<{ stateChanged: [ConnectionState] }> {
  readonly state: ConnectionState
  connect(o?: { signal?: AbortSignal }): Promise<void>
  createRoom(o?: EnterRoomOptions): Promise<RoomPort>
  joinRoom(o: JoinRoomOptions): Promise<RoomPort>
  reconnectNow(): void
  close(): Promise<void>
}
