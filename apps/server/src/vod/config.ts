/** Settings of playing files into rooms. The server's configuration composes this schema with those of the other parts. */
import * as z from 'zod'

const mebibyte = 1024 * 1024
const gibibyte = 1024 * mebibyte
const dayMinutes = 24 * 60

export const vodConfigSchema = z.object({
  maxPlaying: z
    .number()
    .int()
    .min(0)
    .max(1_000)
    .default(10)
    .describe('Files that play at the same time on this server, each at the cost of an FFmpeg; 0 refuses them all.'),
  maxPlayingPerRoom: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(2)
    .describe('Files that play at the same time in one room.'),
  maxSizeBytes: z
    .number()
    .int()
    .min(1)
    .max(64 * gibibyte)
    .default(512 * mebibyte)
    .describe('Size of a file that is played; it is kept on disk while it plays.'),
  maxMinutes: z
    .number()
    .int()
    .min(1)
    .max(7 * dayMinutes)
    .default(4 * 60)
    .describe('Length of a file that is played.'),
  allowPrivateNetworks: z
    .boolean()
    .default(false)
    .describe('Fetch files to play from addresses of this machine and of private networks as well.'),
  ffmpeg: z.string().min(1).default('ffmpeg').describe('The FFmpeg program that plays files.'),
  ffprobe: z.string().min(1).default('ffprobe').describe('The program of FFmpeg that says what is in a file.'),
})

export type VodConfig = z.infer<typeof vodConfigSchema>
