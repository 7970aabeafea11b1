/** What is asked of a recording on the server, and what is told of one (guide 6.3.2 and 7, recordParam). */
import * as z from 'zod'
import { limits } from './limits.ts'
import { trackKindSchema, trackKindsSchema } from './model.ts'
import type {
  ActiveRecording,
  RecordingEnd,
  RecordingFailure,
  RecordingFile,
  RecordingInfo,
  RecordingLayout,
  RecordingState,
  Watermark,
} from './recording-model.ts'

const tag = z.string().max(limits.tagLength)
const pixels = z.number().int().min(0).max(limits.recordingSidePixels)
const even = (schema: z.ZodNumber) => schema.refine((value) => value % 2 === 0, 'must be even, as video codecs need it')
const side = even(z.number().int().min(64).max(limits.recordingSidePixels))

const watermarkPlace = {
  /** Of the application's choice, to tell watermarks apart. */
  id: z.string().max(64).optional(),
  /** On the pictures with this tag, from their upper left corner; absent: on the whole picture. */
  tag: tag.min(1).optional(),
  /** Pixels of the recording. */
  x: pixels,
  y: pixels,
}
const fontSize = z.number().int().min(6).max(400).optional()

export const watermarkSchema: z.ZodType<Watermark> = z.discriminatedUnion('kind', [
  /** Date and time of what is seen, in UTC. */
  z.object({ kind: z.literal('time'), ...watermarkPlace, fontSize }),
  z.object({ kind: z.literal('text'), ...watermarkPlace, text: z.string().min(1).max(256), fontSize }),
  z.object({ kind: z.literal('image'), ...watermarkPlace, url: z.url({ protocol: /^https?$/ }).max(2_048) }),
])

export const watermarksSchema = z.array(watermarkSchema).max(limits.recordingWatermarks)

export const recordingLayoutSchema: z.ZodType<RecordingLayout> = z.discriminatedUnion('kind', [
  /** Equal tiles. Feeds with `tags` come first, in their order; the others as they were published. */
  z.object({ kind: z.literal('tile'), tags: z.array(tag).max(64).optional() }),
  /** The first feed large, the others in a row under it. */
  z.object({ kind: z.literal('spotlight'), tags: z.array(tag).max(64).optional() }),
  /** Each tag has its place, later ones above earlier ones; feeds with other tags are not seen. */
  z.object({
    kind: z.literal('positions'),
    positions: z
      .array(z.object({ tag: tag.min(1), x: pixels, y: pixels, width: pixels.min(2), height: pixels.min(2) }))
      .min(1)
      .max(64),
  }),
])

/** The file of a recording that is a picture and a sound: how it looks. It can be made again with another one. */
export const renderingSchema = z.object({
  width: side.default(640),
  height: side.default(360),
  framesPerSecond: z.number().int().min(1).max(60).default(25),
  /** How much is lost: 0 nothing, 51 most (x264's constant rate factor). */
  crf: z.number().int().min(0).max(51).default(23),
  /** Instead of `crf`: so many bits a second. */
  videoBitrateBps: z.number().int().min(50_000).max(50_000_000).optional(),
  layout: recordingLayoutSchema.default({ kind: 'tile' }),
  watermarks: watermarksSchema.default([]),
  format: z.enum(['mp4', 'flv']).default('mp4'),
  /** A recording that is longer becomes several files. */
  maxFileMs: z.number().int().min(1_000).max(86_400_000).optional(),
  /** One more file, of sound or picture alone. */
  separate: trackKindSchema.optional(),
})
export type Rendering = z.infer<typeof renderingSchema>

export const recordingParametersSchema = z.object({
  /** A name for the files, of words of letters, digits, `.`, `_` and `-` with `/` between them. */
  name: z
    .string()
    .max(128)
    .regex(
      /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/,
      'may have words of letters, digits, ".", "_" and "-", with "/" between them',
    )
    .optional(),
  /** What is recorded of each feed. */
  kinds: trackKindsSchema.default(['audio', 'video']),
  /** Only feeds whose tag begins so. */
  tagPrefix: tag.optional(),
  /** It has started when so many feeds are being recorded. */
  minFeeds: z.number().int().min(0).max(64).default(0),
  /** It failed to start when it has not by then. */
  startTimeoutMs: z.number().int().min(100).max(600_000).default(10_000),
  /** Besides being stopped. */
  until: z.enum(['starterLeaves', 'roomEnds']).default('starterLeaves'),
  rendering: renderingSchema.prefault({}),
})
export type RecordingParameters = z.infer<typeof recordingParametersSchema>

export const recordingStateSchema: z.ZodType<RecordingState> = z.enum([
  'recording',
  'paused',
  'rendering',
  'ready',
  'failed',
])

export const recordingFileSchema: z.ZodType<RecordingFile> = z.object({
  kinds: trackKindsSchema,
  format: z.enum(['mp4', 'flv', 'm4a']),
  /** Where it is kept. */
  path: z.string(),
  sizeBytes: z.number().int(),
  durationMs: z.number().int(),
  /** When what is on its beginning happened: milliseconds since the epoch, of the server's clock. */
  startedAt: z.number(),
})

export const recordingInfoSchema: z.ZodType<RecordingInfo> = z.object({
  recordId: z.string(),
  roomId: z.string(),
  state: recordingStateSchema,
  files: z.array(recordingFileSchema),
  /** Why it failed. */
  failure: z.string().optional(),
})

export const activeRecordingSchema: z.ZodType<ActiveRecording> = z.object({
  recordId: z.string(),
  state: z.enum(['recording', 'paused']),
  startedBy: z.string(),
})

export const recordingFailureSchema: z.ZodType<RecordingFailure> = z.enum(['timeout', 'stream', 'recorder'])

export const recordingEndSchema: z.ZodType<RecordingEnd> = z.enum([
  'stopped',
  'starterLeft',
  'roomEnded',
  'limit',
  'failed',
  'serverStopped',
])
