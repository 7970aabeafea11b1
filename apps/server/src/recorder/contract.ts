/** What calls and recorder know of each other. */
import type {
  ActiveRecording,
  AnyEvent,
  RecordingInfo,
  RecordingParameters,
  TrackKind,
  Watermark,
} from '@mrtc/protocol'
import type { PacketListener, PacketTap } from '../media/index.ts'
import type { AppIdentity } from '../signaling/contract.ts'

export interface RecordableTrack {
  /** Of this track as it is sent now: a publisher that builds its media anew has another one. */
  readonly producerId: string
  readonly kind: TrackKind
  readonly muted: boolean
}

export interface RecordableFeed {
  readonly feedId: string
  readonly uid: string
  readonly tag: string
  readonly kinds: readonly TrackKind[]
  /** Those of which media is there. */
  readonly tracks: readonly RecordableTrack[]
}

/** A room, as far as a recorder needs it. */
export interface RecordableRoom {
  readonly roomId: string
  readonly app: AppIdentity
  isOpen(): boolean
  /** Who is in it now. */
  uids(): readonly string[]
  /** The published feeds, in the order in which they were published. */
  feeds(): readonly RecordableFeed[]
  /** @throws MrtcError FEED_NOT_FOUND when the track is gone, MEDIA_UNAVAILABLE */
  tap(producerId: string, listener: PacketListener): Promise<PacketTap>
  /** Sends an event to one participant, or to everyone. */
  tell(event: AnyEvent, uid?: string): void
}

/** Recording, as calls use it. All calls about one recording name its room; another room's is not found. */
export interface RoomRecorder {
  /** @throws MrtcError RECORDING_LIMIT, RECORDER_UNAVAILABLE */
  start(
    room: RecordableRoom,
    options: { readonly uid: string; readonly parameters: RecordingParameters },
  ): Promise<{ readonly recordId: string }>
  /** @throws MrtcError RECORDING_NOT_FOUND */
  stop(roomId: string, recordId: string): Promise<void>
  /** @throws MrtcError RECORDING_NOT_FOUND, RECORDING_STATE_INVALID */
  pause(roomId: string, recordId: string): Promise<void>
  /** @throws MrtcError RECORDING_NOT_FOUND, RECORDING_STATE_INVALID */
  resume(roomId: string, recordId: string): Promise<void>
  /** @throws MrtcError RECORDING_NOT_FOUND, RECORDING_STATE_INVALID */
  setWatermarks(roomId: string, recordId: string, watermarks: readonly Watermark[]): Promise<void>
  /** @throws MrtcError RECORDING_NOT_FOUND, also for recordings of other apps, and of other rooms when one is named */
  info(app: AppIdentity, recordId: string, roomId?: string): Promise<RecordingInfo>
  /** Recordings of the room that run. */
  active(roomId: string): readonly ActiveRecording[]
  /** Something of the room is another way: looks what there is to record now. */
  roomChanged(roomId: string): void
  /** The room is over, and its media with it. */
  roomEnded(roomId: string): void
}
