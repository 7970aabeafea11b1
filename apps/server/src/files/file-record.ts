/** What is known of a file, as the store keeps it. */
import * as z from 'zod'

const fileRecordSchema = z.object({
  fileId: z.string(),
  roomId: z.string(),
  appKey: z.string(),
  /** Who sends it. */
  uid: z.string(),
  name: z.string(),
  sizeBytes: z.number(),
  /** Tells a file that is sent again after an interruption from another one. */
  fingerprint: z.string().nullable(),
  /** Who is to get it; everyone else who is there by then without it. */
  to: z.array(z.string()).nullable(),
  /** Its content lies in this many objects, of these sizes, in this order. */
  partBytes: z.array(z.number()),
  /** As the content shows it; null until enough of it is there. */
  mimeType: z.string().nullable(),
  state: z.enum(['uploading', 'shared']),
  /** Who got it. */
  readers: z.array(z.string()),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
  hasRoomEnded: z.boolean(),
})
export type FileRecord = Readonly<z.infer<typeof fileRecordSchema>>

/** Undefined for what no version of ours wrote. */
export function parseFileRecord(record: unknown): FileRecord | undefined {
  return fileRecordSchema.safeParse(record).data
}

export function uploadedBytes({ partBytes }: FileRecord): number {
  return partBytes.reduce((sum, each) => sum + each, 0)
}

export function isComplete(record: FileRecord): boolean {
  return uploadedBytes(record) === record.sizeBytes
}

/** The object that holds a part. Flat: no folders are left behind. */
export function partName({ fileId }: Pick<FileRecord, 'fileId'>, index: number): string {
  return `files/${fileId}.${index}`
}
