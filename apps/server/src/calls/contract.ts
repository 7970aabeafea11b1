/** Rooms, for parts of the server that are not calls. */
import type { Feed, Participant, RecordingParameters, TrackKind } from '@mrtc/protocol'
import type { PictureSize } from '../happenings/index.ts'

export interface OpenRoom {
  readonly roomId: string
  readonly bizName: string
  readonly creatorUid: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly participantCount: number
  readonly feedCount: number
  /** Ids of recordings that run. */
  readonly recordIds: readonly string[]
}

/** Who watches what. */
export interface OpenSubscription {
  readonly subscriptionId: string
  readonly feedId: string
  readonly uid: string
  readonly kinds: readonly TrackKind[]
  /** Media flows: its receiver has said that it is ready. */
  readonly isStarted: boolean
  /** Its downlink has no room for the picture. */
  readonly isHeld: boolean
  /** Of packets, from 0 to 1, before repair, as the receiver said last. */
  readonly lossShare: number
  /** Of the picture, as the receiver said last. */
  readonly size: PictureSize | undefined
}

export interface RoomDetails extends OpenRoom {
  readonly participants: readonly Participant[]
  readonly feeds: readonly Feed[]
  readonly subscriptions: readonly OpenSubscription[]
}

export interface RoomPage {
  readonly bizName?: string | undefined
  /** Goes on after this one. */
  readonly after?: Pick<OpenRoom, 'createdAt' | 'roomId'> | undefined
  readonly limit: number
}

export type ServerMessage =
  | { readonly kind: 'text'; readonly text: string }
  /** `payload` is JSON. */
  | { readonly kind: 'command'; readonly name: string; readonly payload: string }

/**
 * The open rooms of this server for those who are not in them: administrators, business servers.
 * All but `list` and `bizNameOf` throw MrtcError ROOM_NOT_FOUND.
 */
export interface RoomDirectory {
  /** The latest first. */
  list(page: RoomPage): readonly OpenRoom[]
  /** Whose room it is; undefined when there is none. */
  bizNameOf(roomId: string): string | undefined
  inspect(roomId: string): RoomDetails
  /** They hear `room.closed`, the others `room.participantLeft`: `kicked`. @throws MrtcError PARTICIPANT_NOT_FOUND */
  kick(roomId: string, uid: string): void
  /** All hear `room.closed`: `roomEnded`. */
  end(roomId: string): void
  /**
   * In the name of the server, see `serverNames`. @param to everybody without it
   * @throws MrtcError PARTICIPANT_NOT_FOUND, PARAMETER_INVALID for one that is too large
   */
  send(
    roomId: string,
    message: ServerMessage,
    to?: readonly string[],
  ): { readonly messageId: string; readonly recipients: readonly string[] }
  /** @throws MrtcError RECORDING_LIMIT, RECORDER_UNAVAILABLE */
  record(
    roomId: string,
    by: { readonly startedBy: string; readonly parameters: RecordingParameters },
  ): Promise<{ readonly recordId: string }>
}
