/**
 * What is built on the client needs no more of it than this: {@link CallClient}, {@link Room}, {@link Publication} and
 * {@link Subscription} satisfy these interfaces as they are, and tests satisfy them with the fakes of
 * `@mrtc/client/testing`.
 */
import type { EndReason, Feed, FeedSource, Participant, TrackKind } from '@mrtc/protocol'
import type { EnterRoomOptions, JoinRoomOptions } from './call-client.ts'
import type { ConnectionState } from './connection-state.ts'
import type { RouteView } from './direct/index.ts'
import type { FileUploadState } from './files/index.ts'
import type { DegradationPreference, LayerChoice, MediaTracks, PublishOptions } from './media/index.ts'
import type { RoomEvents } from './room/index.ts'
import type { RoomRecordings } from './room/room-recordings.ts'
import type { NetworkView } from './weak-network/index.ts'

/** The listening side of an emitter. */
export interface Listenable<Events extends { [N in keyof Events]: readonly unknown[] }> {
  /** As {@link Emitter.on}. */
  on<N extends keyof Events>(name: N, listener: (...args: Events[N]) => void): () => void
}

/** As a {@link Publication} is used. */
export interface PublicationPort
  extends Listenable<{ closed: [EndReason]; trackEnded: [TrackKind]; trackReplaced: [TrackKind] }> {
  readonly feedId: string
  readonly source: FeedSource
  readonly tracks: MediaTracks
  /** As {@link Publication.isMuted}. */
  isMuted(kind: TrackKind): boolean
  /** As {@link Publication.setMuted}. */
  setMuted(kind: TrackKind, muted: boolean): Promise<void>
  /** As {@link Publication.replaceTrack}. */
  replaceTrack(kind: TrackKind, track: MediaStreamTrack): Promise<void>
  /** As {@link Publication.setDegradationPreference}. */
  setDegradationPreference(preference: DegradationPreference): Promise<void>
  /** As {@link Publication.getStats}. */
  getStats(): Promise<RTCStatsReport[]>
  /** As {@link Publication.close}. */
  close(): Promise<void>
}

/** As a {@link Subscription} is used. */
export interface SubscriptionPort extends Listenable<{ closed: [EndReason]; changed: [] }> {
  readonly tracks: MediaTracks
  /** As {@link Subscription.setLayers}. */
  setLayers(layers: LayerChoice): Promise<void>
  /** As {@link Subscription.getStats}. */
  getStats(): Promise<RTCStatsReport[]>
  /** As {@link Subscription.close}. */
  close(): Promise<void>
}

/** As a {@link FileUpload} is used. */
export interface FileUploadPort extends Listenable<{ stateChanged: [FileUploadState] }> {
  readonly state: FileUploadState
  /** As {@link FileUpload.cancel}. */
  cancel(): void
}

/** As a {@link Room} is used. */
export interface RoomPort extends Listenable<RoomEvents> {
  readonly roomId: string
  readonly rtoken: string
  readonly localUid: string
  readonly creatorUid: string
  readonly closed: boolean
  readonly network: NetworkView | undefined
  /** By the server. */
  readonly recordings: Pick<RoomRecordings, 'active'>
  /** As {@link Room.route}. */
  readonly route: RouteView
  readonly participants: ReadonlyMap<string, Participant>
  readonly feeds: ReadonlyMap<string, Feed>
  /** Our own, by feed id. */
  readonly publications: ReadonlyMap<string, PublicationPort>
  /** As {@link Room.publish}. */
  publish(options: PublishOptions, o?: { signal?: AbortSignal }): Promise<PublicationPort>
  /** As {@link Room.subscribe}. */
  subscribe(feedId: string, o?: { signal?: AbortSignal }): Promise<SubscriptionPort>
  /** As {@link Room.sendText}. */
  sendText(
    text: string,
    o?: { to?: readonly string[]; signal?: AbortSignal },
  ): Promise<{ messageId: string; recipients: string[] }>
  /** As {@link Room.sendCommand}. */
  sendCommand(name: string, payload: unknown, o?: { to?: readonly string[]; signal?: AbortSignal }): Promise<unknown>
  /** As {@link Room.sendFile}. */
  sendFile(file: Blob): FileUploadPort
  /** As {@link Room.kick}. */
  kick(uid: string): Promise<void>
  /** As {@link Room.leave}. */
  leave(): Promise<void>
}

/** As a {@link CallClient} is used. */
export interface ClientPort extends Listenable<{ stateChanged: [ConnectionState] }> {
  readonly state: ConnectionState
  /** As {@link CallClient.connect}. */
  connect(o?: { signal?: AbortSignal }): Promise<void>
  /** As {@link CallClient.createRoom}. */
  createRoom(o?: EnterRoomOptions): Promise<RoomPort>
  /** As {@link CallClient.joinRoom}. */
  joinRoom(o: JoinRoomOptions): Promise<RoomPort>
  /** As {@link CallClient.reconnectNow}. */
  reconnectNow(): void
  /** As {@link CallClient.close}. */
  close(): Promise<void>
}
