/** What the page and the recording worker tell each other. */
import type { Container } from '../formats.ts'
import type { RecordedKind, RecordingSize, Watermark } from '../options.ts'

/** As the page has them, with images decoded: bitmaps can be given to a worker. */
export type DrawnWatermark =
  | Exclude<Watermark, { readonly kind: 'image' }>
  | { readonly kind: 'image'; readonly image: ImageBitmap; readonly x: number; readonly y: number }

export interface RecorderSettings {
  readonly kinds: readonly RecordedKind[]
  readonly size: RecordingSize
  readonly frameRate: number
  readonly container: Container
  readonly video: VideoEncoderConfig
  readonly audio: AudioEncoderConfig
  readonly sliceMs: number
}

export type ToRecorder =
  | {
      readonly type: 'start'
      readonly settings: RecorderSettings
      readonly pictures: readonly ReadableStream<VideoFrame>[]
      readonly sound: ReadableStream<AudioData> | undefined
      readonly watermarks: readonly DrawnWatermark[]
    }
  | { readonly type: 'setPictures'; readonly pictures: readonly ReadableStream<VideoFrame>[] }
  | { readonly type: 'setWatermarks'; readonly watermarks: readonly DrawnWatermark[] }
  | { readonly type: 'pause' | 'resume' | 'stop' }

export interface WrittenFile {
  readonly blob: Blob
  readonly durationMs: number
}

export type FromRecorder =
  | { readonly type: 'started' | 'paused' | 'resumed' }
  | ({ readonly type: 'sliced' | 'stopped' } & WrittenFile)
  | { readonly type: 'failed'; readonly message: string }
