import { MrtcError } from '@mrtc/protocol/errors'
import type { RecordingCodec } from './formats.ts'

/** Guide 6.3.1, V 1.4.4. */
export const maxRecordedStreams = 4

/** What of a stream is recorded. */
export type RecordedKind = 'audio' | 'video'

/** Of the whole recording, in pixels. */
export interface RecordingSize {
  readonly width: number
  readonly height: number
}

/** The guide's `record_resolution` (6.3.2, StartBrowserRecord). */
export const recordingSizes: readonly RecordingSize[] = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 720 },
  { width: 640, height: 360 },
]

/** One stream as it is published or subscribed; a kind that is not wanted is left out. */
export interface RecordedStream {
  readonly audio?: MediaStreamTrack | undefined
  readonly video?: MediaStreamTrack | undefined
}

interface Placed {
  /** Pixels of the recording from its left and upper edge. */
  readonly x: number
  readonly y: number
}

interface Written extends Placed {
  /** Pixels. @default 24 */
  readonly fontSize?: number
}

/** Guide 6.3.2, `overlaps`: 1 is the time of day, 2 a text, 3 an image. */
export type Watermark =
  | ({ readonly kind: 'time' } & Written)
  | ({ readonly kind: 'text'; readonly text: string } & Written)
  | ({ readonly kind: 'image'; readonly image: ImageBitmapSource } & Placed)

/** What is recorded, and how. */
export interface RecordingOptions {
  /** One to four; pictures stand in this order. */
  readonly streams: readonly RecordedStream[]
  /** More sound to mix in, of as many tracks as there are: the voices of those whose picture has no room. @default none */
  readonly sounds?: readonly MediaStreamTrack[]
  /** @default both; at least one stream must have one of them */
  readonly kinds?: readonly RecordedKind[]
  /** Even numbers of pixels, 16 to 4096. @default 1280x720 */
  readonly size?: RecordingSize
  /** H264 makes an MP4, VP8 and VP9 a WebM. @default 'VP8' */
  readonly codec?: RecordingCodec
  /** Pictures a second, 1 to 60. @default 15 */
  readonly frameRate?: number
  readonly watermarks?: readonly Watermark[]
  /** A file of its own for each part of this length, given by the event `sliced`. @default 1_800_000, the guide's 30 minutes */
  readonly sliceMs?: number
  readonly signal?: AbortSignal
}

const defaultSize: RecordingSize = { width: 1280, height: 720 }
const defaultFrameRate = 15
const maxFrameRate = 60
const defaultSliceMs = 1_800_000
const smallestSlice = 1_000
const shortestSide = 16
const longestSide = 4_096
const bothKinds: readonly RecordedKind[] = ['audio', 'video']

export interface CheckedOptions {
  readonly streams: readonly RecordedStream[]
  readonly sounds: readonly MediaStreamTrack[]
  readonly kinds: readonly RecordedKind[]
  readonly size: RecordingSize
  readonly codec: RecordingCodec
  readonly frameRate: number
  readonly watermarks: readonly Watermark[]
  readonly sliceMs: number
}

function refuse(field: string, message: string): never {
  throw new MrtcError('PARAMETER_INVALID', message, { field })
}

function isSide(length: number): boolean {
  return Number.isInteger(length) && length % 2 === 0 && length >= shortestSide && length <= longestSide
}

/** @throws MrtcError PARAMETER_INVALID with the field `streams` */
export function checkStreams(streams: readonly RecordedStream[]): void {
  if (streams.length < 1 || streams.length > maxRecordedStreams) {
    refuse('streams', `One to ${maxRecordedStreams} streams can be recorded together, not ${streams.length}.`)
  }
}

/**
 * With every default filled in.
 * @throws MrtcError PARAMETER_INVALID: `field` says which, `kinds` also when no stream has a track of these kinds
 */
export function checkOptions(options: RecordingOptions): CheckedOptions {
  const { streams, kinds = bothKinds, size = defaultSize, frameRate = defaultFrameRate } = options
  const { sliceMs = defaultSliceMs, watermarks = [], codec = 'VP8', sounds = [] } = options
  checkStreams(streams)
  const hasSound = kinds.includes('audio') && sounds.some((track) => track.readyState === 'live')
  if (!hasSound && !kinds.some((kind) => streams.some((stream) => stream[kind]?.readyState === 'live'))) {
    refuse('kinds', `None of the streams has live ${kinds.join(' or ')}.`)
  }
  if (!isSide(size.width) || !isSide(size.height)) {
    refuse('size', `Width and height of a recording are even numbers from ${shortestSide} to ${longestSide}.`)
  }
  if (!(frameRate >= 1 && frameRate <= maxFrameRate)) refuse('frameRate', `A frame rate is 1 to ${maxFrameRate}.`)
  if (!(sliceMs >= smallestSlice)) refuse('sliceMs', 'A slice lasts at least a second.')
  return { streams, sounds, kinds, size, codec, frameRate, watermarks, sliceMs }
}
