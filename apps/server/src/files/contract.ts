/** What files and the calls around them know of each other. */
import type { Readable } from 'node:stream'
import type { FileOffer } from './file-ledger.ts'
import type { FileRecord } from './file-record.ts'

export type { FileOffer } from './file-ledger.ts'
export type { FileRecord } from './file-record.ts'

/** The rooms, as files see them. */
export interface FileAudience {
  isIn(roomId: string, uid: string): boolean
  /**
   * Tells the receivers of a file that is there as a whole, after `markShared` noted who they are. Does nothing while
   * the sender is not in the room.
   */
  share(
    file: FileRecord,
    linkFor: (uid: string) => FileLink,
    markShared: (readers: readonly string[]) => FileRecord,
  ): void
}

/** Where a file is fetched, on this server; by whom it was made for alone. */
export interface FileLink {
  readonly path: string
}

/** How the content of a file is brought: by the tus protocol, to this path of this server. */
export interface UploadGrant {
  readonly fileId: string
  readonly path: string
  /** For the header `Authorization: Bearer`. */
  readonly token: string
  /** Milliseconds since 1970. */
  readonly tokenExpiresAt: number
}

/** What calls ask of files. */
export interface FileDesk {
  /** Who is to be told of files; `openRooms` are there from before a restart. */
  serve(audience: FileAudience, openRooms: readonly string[]): Promise<void>
  /** @throws MrtcError FILE_TOO_LARGE, FILE_QUOTA_EXCEEDED, PARAMETER_INVALID */
  offer(offer: FileOffer): Promise<UploadGrant>
  /** A new grant for an upload that is under way. @throws MrtcError FILE_NOT_FOUND */
  renew(fileId: string, uid: string): UploadGrant
  /** Removes a file of this sender, uploaded or not. @throws MrtcError FILE_NOT_FOUND */
  withdraw(fileId: string, uid: string): Promise<void>
  /**
   * A file that this participant sent or got in the room: by its id, or by its name the latest so called.
   * @throws MrtcError FILE_NOT_FOUND
   */
  sharedFile(wanted: { readonly roomId: string; readonly uid: string; readonly file: string }): SharedFile
  roomEnded(roomId: string): void
}

/** The content of a file that is there as a whole. */
export interface SharedFile {
  readonly name: string
  readonly sizeBytes: number
  open(): Readable
}
