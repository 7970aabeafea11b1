/** What the server and the process that renders say to each other. */
import type { RecordingFile, Rendering } from '@mrtc/protocol'

export interface RenderOrder {
  /** Journal and segments. */
  readonly captureDir: string
  /** Empty, and the process's own. */
  readonly outputDir: string
  /** Base64. */
  readonly key: string
  readonly ffmpeg: string
  /** In place of the one that the recording was started with. */
  readonly rendering?: Rendering
}

/** `path`: of a file in the output folder. */
export type RenderedFile = RecordingFile

/** Which part failed: see `recordingEventCodes`. */
export type RenderFailure = 'empty' | 'convert' | 'separate'

export type RenderMessage =
  | { readonly message: 'progress'; readonly share: number }
  | { readonly message: 'done'; readonly files: readonly RenderedFile[] }
  | { readonly message: 'failed'; readonly failure: RenderFailure; readonly reason: string }
