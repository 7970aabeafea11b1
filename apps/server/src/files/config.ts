/** Settings of files between participants. The server's configuration composes this schema with those of the other parts. */
import * as z from 'zod'

const mebibyte = 1024 * 1024
const gibibyte = 1024 * mebibyte
const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const terabyte = 1024 * gibibyte

const bytes = () => z.number().int().min(1).max(terabyte)

export const fileConfigSchema = z.object({
  maxSizeBytes: bytes()
    .default(512 * mebibyte)
    .describe('Size of one file; past it file.offer answers FILE_TOO_LARGE.'),
  maxRoomBytes: bytes()
    .default(4 * gibibyte)
    .describe('All files of one room together; past it file.offer answers FILE_QUOTA_EXCEEDED.'),
  maxUserBytes: bytes()
    .default(2 * gibibyte)
    .describe('All files of one user in all rooms together; past it file.offer answers FILE_QUOTA_EXCEEDED.'),
  maxFilesPerRoom: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(500)
    .describe('Files of one room, however small; past it file.offer answers FILE_QUOTA_EXCEEDED.'),
  allowedTypes: z
    .array(z.string().regex(/^(\*|[a-z]+)\/(\*|[a-z0-9.+-]+)$/, 'must be a type such as image/png, image/* or */*'))
    .min(1)
    .default([
      'image/*',
      'audio/*',
      'video/*',
      'text/plain',
      'application/pdf',
      'application/json',
      'application/zip',
      'application/gzip',
      'application/x-7z-compressed',
      'application/x-tar',
      'application/rtf',
      'application/x-cfb',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      'application/vnd.oasis.opendocument.text',
      'application/vnd.oasis.opendocument.spreadsheet',
      'application/vnd.oasis.opendocument.presentation',
    ])
    .describe(
      'Types of files that may be sent, as their content shows them, whatever the name says; */* allows all, also programs.',
    ),
  ttlMs: z
    .number()
    .int()
    .min(1_000)
    .max(365 * dayMs)
    .default(dayMs)
    .describe('How long a file can be downloaded after it was sent, in milliseconds.'),
  roomEndGraceMs: z
    .number()
    .int()
    .min(0)
    .max(365 * dayMs)
    .default(hourMs)
    .describe('How long files outlive their room at most, in milliseconds.'),
  unfinishedTtlMs: z
    .number()
    .int()
    .min(1_000)
    .max(30 * dayMs)
    .default(hourMs)
    .describe('How long an upload waits for its sender to go on, in milliseconds.'),
})
export type FileConfig = z.infer<typeof fileConfigSchema>
