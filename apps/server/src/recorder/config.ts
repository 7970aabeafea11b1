/** Settings of the recorder. The server's configuration composes this schema with those of the other parts. */
import * as z from 'zod'

export const recorderConfigSchema = z.object({
  maxRecordings: z
    .number()
    .int()
    .min(0)
    .max(10_000)
    .default(50)
    .describe('Recordings that run at the same time on this server; 0 refuses them all.'),
  maxRecordingHours: z
    .number()
    .int()
    .min(1)
    .max(168)
    .default(24)
    .describe('A recording ends by itself after so many hours.'),
  renderConcurrency: z
    .number()
    .int()
    .min(1)
    .max(64)
    .default(1)
    .describe('Recordings whose files are being made at the same time, each at the lowest priority.'),
  captureRetentionHours: z
    .number()
    .int()
    .min(0)
    .max(24 * 365)
    .default(24)
    .describe(
      'How long what was captured is kept after its files were made, so that they can be made with another layout.',
    ),
  allowPrivateNetworks: z
    .boolean()
    .default(false)
    .describe('Fetch the pictures of watermarks from addresses of this machine and of private networks as well.'),
  ffmpeg: z.string().min(1).default('ffmpeg').describe('The FFmpeg program that makes the files.'),
})

export type RecorderConfig = z.infer<typeof recorderConfigSchema>
