/** What calls and the player of files know of each other. */
import type { Readable } from 'node:stream'
import type { TrackKind, VodEnd } from '@mrtc/protocol'
import type { Ingest } from '../media/index.ts'

/** A file that is on this server. */
export interface LocalSource {
  readonly name: string
  readonly sizeBytes: number
  open(): Readable
}

export type PlaybackSource = { readonly url: URL } | LocalSource

/** The room, as the player sees it. */
export interface Stage {
  /** Opens the way in for the tracks of the file. @throws MrtcError */
  ingest(kinds: readonly TrackKind[], ended: () => void): Promise<Ingest>
  /** Packets come in. */
  started(ingest: Ingest): void
  /** It is over, or never began. The last call. */
  ended(end: PlaybackEnd): void
}

export interface PlaybackEnd {
  readonly reason: VodEnd
  /** Why it failed: an MrtcError where it is something that a person can put right. */
  readonly error?: Error
}

export interface PlaybackOrder {
  readonly vodId: string
  readonly roomId: string
  readonly source: PlaybackSource
  readonly startTimeoutMs: number
  readonly stage: Stage
}

/** What calls ask of the player. */
export interface VodPlayer {
  /** Sets about it; the stage hears what becomes of it. @throws MrtcError VOD_LIMIT, VOD_UNAVAILABLE, PARAMETER_INVALID */
  start(order: PlaybackOrder): void
  /** Ends it; its stage hears so before this returns. @throws MrtcError VOD_NOT_FOUND, also for one of another room */
  stop(roomId: string, vodId: string): void
  /** Ends all of the room. */
  roomEnded(roomId: string): void
}
