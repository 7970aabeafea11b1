/** What the page and the background worker say to each other. */
import type { BlurStrength, CheckedCutOut } from './options.ts'

/** Addresses of what tells people from backgrounds. */
export interface ModelFiles {
  readonly script: string
  readonly wasm: string
  readonly model: string
}

/** A `Background` that can be drawn. */
export type DrawnBackground =
  | { readonly kind: 'none' }
  | { readonly kind: 'blur'; readonly strength: BlurStrength }
  | { readonly kind: 'image'; readonly image: ImageBitmap }

export interface FrameStreams {
  readonly readable: ReadableStream<VideoFrame>
  readonly writable: WritableStream<VideoFrame>
}

export interface BackgroundStatistics {
  /** Pictures that were drawn so far. */
  readonly frames: number
  /** Of the last pictures, on average: from having one to having drawn it. */
  readonly frameMs: number
  /** The model's part of that. */
  readonly segmentationMs: number
}

export type ToBackground =
  /** Without streams pictures come one by one as `draw`. */
  | {
      readonly type: 'start'
      readonly files: ModelFiles
      readonly cutOut: CheckedCutOut
      readonly streams: FrameStreams | undefined
    }
  | { readonly type: 'setBackground'; readonly id: number; readonly background: DrawnBackground }
  | { readonly type: 'setSource'; readonly readable: ReadableStream<VideoFrame> }
  | { readonly type: 'draw'; readonly picture: ImageBitmap }
  | { readonly type: 'tellStatistics'; readonly id: number }
  /** The source is over: the track that was made of it ends. */
  | { readonly type: 'end' }

export type FromBackground =
  /** The picture has this background, or something newer was asked for meanwhile. */
  | { readonly type: 'done'; readonly id: number; readonly statistics?: BackgroundStatistics }
  /** Without an id it broke off later. In both cases the whole picture is blurred. */
  | { readonly type: 'failed'; readonly id?: number; readonly message: string }
  | { readonly type: 'drawn'; readonly picture: ImageBitmap }
  /** Nobody takes pictures any more. */
  | { readonly type: 'stopped' }
