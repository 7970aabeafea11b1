/** Recordings on the server, as plain types for applications; `recording.ts` has the schemas that hold the wire to them. */
import type { TrackKind } from './room-model.ts'

interface WatermarkPlace {
  /** Of the application's choice, to tell watermarks apart. */
  id?: string | undefined
  /** On the pictures with this tag, from their upper left corner; absent: on the whole picture. */
  tag?: string | undefined
  /** Pixels of the recording. */
  x: number
  y: number
}

export interface TimeWatermark extends WatermarkPlace {
  /** Date and time of what is seen, in UTC. */
  kind: 'time'
  /** In pixels. @default 16 */
  fontSize?: number | undefined
}

export interface TextWatermark extends WatermarkPlace {
  kind: 'text'
  text: string
  /** In pixels. @default 16 */
  fontSize?: number | undefined
}

export interface ImageWatermark extends WatermarkPlace {
  kind: 'image'
  /** `http:` or `https:`; the server fetches it when it is set. */
  url: string
}

export type Watermark = TimeWatermark | TextWatermark | ImageWatermark

/** Where pictures are in the picture of a recording. */
export type RecordingLayout =
  /** Equal tiles. Feeds with `tags` come first, in their order; the others as they were published. */
  | { kind: 'tile'; tags?: string[] | undefined }
  /** The first feed large, the others in a row under it. */
  | { kind: 'spotlight'; tags?: string[] | undefined }
  /** Each tag has its place, later ones above earlier ones; feeds with other tags are not seen. */
  | { kind: 'positions'; positions: { tag: string; x: number; y: number; width: number; height: number }[] }

/** How the files of a recording are to be. */
export interface RenderingOptions {
  /** Pixels, even. @default 640 */
  width?: number | undefined
  /** Pixels, even. @default 360 */
  height?: number | undefined
  /** @default 25 */
  framesPerSecond?: number | undefined
  /** How much is lost: 0 nothing, 51 most (x264's constant rate factor). @default 23 */
  crf?: number | undefined
  /** Instead of `crf`. */
  videoBitrateBps?: number | undefined
  /** @default equal tiles */
  layout?: RecordingLayout | undefined
  watermarks?: Watermark[] | undefined
  /** @default 'mp4' */
  format?: 'mp4' | 'flv' | undefined
  /** A recording that is longer becomes several files. */
  maxFileMs?: number | undefined
  /** One more file, of sound or picture alone. */
  separate?: TrackKind | undefined
}

export interface RecordingOptions {
  /** A name for it, of words of letters, digits, `.`, `_` and `-` with `/` between them. */
  name?: string | undefined
  /** What is recorded of each feed. @default both */
  kinds?: TrackKind[] | undefined
  /** Only feeds whose tag begins so. */
  tagPrefix?: string | undefined
  /** It has started when so many feeds are being recorded. @default 0 */
  minFeeds?: number | undefined
  /** It failed to start when it has not by then. @default 10000 */
  startTimeoutMs?: number | undefined
  /** When it ends, besides being stopped. @default 'starterLeaves' */
  until?: 'starterLeaves' | 'roomEnds' | undefined
  rendering?: RenderingOptions | undefined
}

/** `rendering`: the recording is over and its files are being made. */
export type RecordingState = 'recording' | 'paused' | 'rendering' | 'ready' | 'failed'

export interface RecordingFile {
  kinds: TrackKind[]
  format: 'mp4' | 'flv' | 'm4a'
  /** Where the server keeps it. */
  path: string
  sizeBytes: number
  durationMs: number
  /** When what is on its beginning happened: milliseconds since the epoch, of the server's clock. */
  startedAt: number
}

export interface RecordingInfo {
  recordId: string
  roomId: string
  state: RecordingState
  /** When `state` is `ready`. */
  files: RecordingFile[]
  /** Why it failed. */
  failure?: string | undefined
}

/** A recording that runs, as everyone in the room is told: people know when they are recorded. */
export interface ActiveRecording {
  recordId: string
  state: 'recording' | 'paused'
  /** The uid. */
  startedBy: string
}

/**
 * What a recording failed of: `timeout` too few feeds in time, `stream` a feed could not be recorded, `recorder` the
 * recorder itself (its disk, its programs).
 */
export type RecordingFailure = 'timeout' | 'stream' | 'recorder'

/** `serverStopped`: the server ended while it ran. What was recorded until then is kept. */
export type RecordingEnd = 'stopped' | 'starterLeft' | 'roomEnded' | 'limit' | 'failed' | 'serverStopped'
