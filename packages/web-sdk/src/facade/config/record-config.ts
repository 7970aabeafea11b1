/** StartBrowserRecord's `record_config` (guide 6.3.2). */
import {
  maxRecordedStreams,
  type RecordedKind,
  type RecordingCodec,
  type RecordingSize,
  recordingCodecs,
  recordingSizes,
  type Watermark,
} from '../../recording/index.ts'
import { parameterFault } from '../fault.ts'
import { asParameters, isPositive, optionalString, type Parameters } from './fields.ts'
import type { BrowserRecordConfig } from './parameters.ts'

export interface RecordSettings {
  readonly kinds: readonly RecordedKind[]
  readonly size: RecordingSize | undefined
  readonly codec: RecordingCodec | undefined
  readonly frameRate: number | undefined
  readonly sliceMs: number
  readonly watermarks: readonly Watermark[]
}

const msPerMinute = 60_000
/** Guide 6.3.2: `time_slice`, in minutes. */
const defaultSliceMinutes = 30
const kindsByMediaType: Readonly<Record<string, readonly RecordedKind[]>> = {
  1: ['audio', 'video'],
  2: ['audio'],
  3: ['video'],
}
const watermarkKinds = { 1: 'time', 2: 'text', 3: 'image' } as const

/** @throws Fault mediaTypeInvalid, resolutionInvalid, parameter */
export function parseRecordConfig(config: BrowserRecordConfig): RecordSettings {
  const parameters = asParameters(config, 'record_config')
  const kinds = kindsByMediaType[String(parameters.media_type)]
  if (kinds === undefined) throw parameterFault('media_type', 'must be 1, 2 or 3', 'mediaTypeInvalid')
  // The guide's table has the video's fields beside `video_profile`, its older examples inside.
  const inside = parameters.video_profile ?? {}
  const video = { ...parameters, ...asParameters(inside, 'video_profile') }
  return {
    kinds,
    size: sizeOf(video),
    codec: codecOf(video),
    frameRate: positiveOf(video, 'frameRate'),
    sliceMs: (positiveOf(parameters, 'time_slice') ?? defaultSliceMinutes) * msPerMinute,
    watermarks: watermarksOf(parameters.overlaps ?? video.overlaps),
  }
}

/** @throws Fault streamListInvalid */
export function parseStreamList(list: unknown): readonly number[] {
  if (!Array.isArray(list) || list.length < 1 || list.length > maxRecordedStreams) {
    throw parameterFault('stream_list', `must name one to ${maxRecordedStreams} streams`, 'streamListInvalid')
  }
  return list.map(Number)
}

function sizeOf(video: Parameters): RecordingSize | undefined {
  const text = optionalString(video, 'record_resolution')
  if (text === undefined) return undefined
  const [width, height] = text.split(/\s*[x*×]\s*/i).map(Number)
  const size = recordingSizes.find((candidate) => candidate.width === width && candidate.height === height)
  if (size) return size
  const sizes = recordingSizes.map((candidate) => `${candidate.width}x${candidate.height}`).join(', ')
  throw parameterFault('record_resolution', `must be one of ${sizes}`, 'resolutionInvalid')
}

function codecOf(video: Parameters): RecordingCodec | undefined {
  const name = optionalString(video, 'videoCodec')?.toUpperCase()
  if (name === undefined) return undefined
  const codec = recordingCodecs.find((candidate) => candidate === name)
  if (codec) return codec
  throw parameterFault('videoCodec', `must be one of ${recordingCodecs.join(', ')}`)
}

function positiveOf(parameters: Parameters, field: string): number | undefined {
  const value = parameters[field]
  if (value === undefined || value === null || value === '') return undefined
  const number = Number(value)
  if (!isPositive(number)) throw parameterFault(field, 'must be a positive number')
  return number
}

function watermarksOf(overlaps: unknown): Watermark[] {
  if (overlaps === undefined || overlaps === null) return []
  if (!Array.isArray(overlaps)) throw parameterFault('overlaps', 'must be an array of watermarks')
  return overlaps
    .map((overlap, index) => asParameters(overlap, `overlaps.${index}`))
    .filter(({ enable }) => enable !== false)
    .map(watermarkOf)
}

function watermarkOf(overlap: Parameters): Watermark {
  const kind = watermarkKinds[Number(overlap.type) as keyof typeof watermarkKinds]
  // `xPositon` is the guide's spelling.
  const place = {
    x: Number(overlap.xPositon ?? overlap.xPosition ?? 0),
    y: Number(overlap.yPositon ?? overlap.yPosition ?? 0),
  }
  const fontSize = positiveOf(overlap, 'fontSize')
  const written = { ...place, ...(fontSize === undefined ? {} : { fontSize }) }
  switch (kind) {
    case 'time':
      return { kind, ...written }
    case 'text':
      return { kind, text: optionalString(overlap, 'text') ?? '', ...written }
    case 'image':
      if (typeof overlap.img !== 'object' || overlap.img === null)
        throw parameterFault('overlaps', 'img must be an image')
      // That it can be drawn is found out when it is.
      return { kind, image: overlap.img as ImageBitmapSource, ...place }
    default:
      throw parameterFault('overlaps', 'type must be 1 (time), 2 (text) or 3 (image)')
  }
}
