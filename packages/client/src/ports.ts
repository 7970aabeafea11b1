/**
 * What is built on the client needs no more of it than this: {@link CallClient}, {@link Room}, {@link Publication} and
 * {@link Subscription} satisfy these interfaces as they are, and tests satisfy them with the fakes of
 * `@mrtc/client/testing`.
 */
import type { EndReason, Feed, FeedSource, Participant, TrackKind } from '@mrtc/protocol'
import type { EnterRoomOptions, JoinRoomOptions } from './call-client.ts'
import type { ConnectionState } from './connection-state.ts'
import type { FileUploadState } from './files/index.ts'
import type { DegradationPreference, LayerChoice, MediaTracks, PublishOptions } from './media/index.ts'
import type { RoomEvents } from './room/index.ts'
import type { NetworkView } from './weak-network/index.ts'

/** The listening side of an emitter. */
export interface Listenable<Events extends { [N in keyof Events]: readonly unknown[] }> {
  on<N extends keyof Events>(name: N, listener: (...args: Events[N]) => void): () => void
}

/** As a {@link Publication} is used. */
export interface PublicationPort
  extends Listenable<{ closed: [EndReason]; trackEnded: [TrackKind]; trackReplaced: [TrackKind] }> {
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

/** As a {@link Subscription} is used. */
export interface SubscriptionPort extends Listenable<{ closed: [EndReason]; changed: [] }> {
  readonly tracks: MediaTracks
  setLayers(layers: LayerChoice): Promise<void>
  getStats(): Promise<RTCStatsReport[]>
  close(): Promise<void>
}

/** As a {@link FileUpload} is used. */
export interface FileUploadPort extends Listenable<{ stateChanged: [FileUploadState] }> {
  readonly state: FileUploadState
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
  readonly participants: ReadonlyMap<string, Participant>
  readonly feeds: ReadonlyMap<string, Feed>
  /** Our own, by feed id. */
  readonly publications: ReadonlyMap<string, PublicationPort>
  publish(options: PublishOptions, o?: { signal?: AbortSignal }): Promise<PublicationPort>
  subscribe(feedId: string, o?: { signal?: AbortSignal }): Promise<SubscriptionPort>
  sendText(
    text: string,
    o?: { to?: readonly string[]; signal?: AbortSignal },
  ): Promise<{ messageId: string; recipients: string[] }>
  sendCommand(name: string, payload: unknown, o?: { to?: readonly string[]; signal?: AbortSignal }): Promise<unknown>
  sendFile(file: Blob): FileUploadPort
  kick(uid: string): Promise<void>
  leave(): Promise<void>
}

/** As a {@link CallClient} is used. */
export interface ClientPort extends Listenable<{ stateChanged: [ConnectionState] }> {
  readonly state: ConnectionState
  connect(o?: { signal?: AbortSignal }): Promise<void>
  createRoom(o?: EnterRoomOptions): Promise<RoomPort>
  joinRoom(o: JoinRoomOptions): Promise<RoomPort>
  reconnectNow(): void
  close(): Promise<void>
}
