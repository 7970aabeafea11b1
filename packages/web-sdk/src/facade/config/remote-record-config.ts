/** StartRemoteRecord's and InitRoomConfig's `recordParam` (guide 7), in the core's words. */
import type { RecordingLayout, RecordingOptions, RenderingOptions, Watermark } from '@mrtc/protocol'
import { parameterFault } from '../fault.ts'
import { asParameters, booleanOr, optionalChoice, optionalString, type Parameters, requiredString } from './fields.ts'
import type { RemoteOverlap, RemoteRecordParam } from './parameters.ts'

const msPerSecond = 1_000
const separateBySplitType = { 0: undefined, 1: 'audio', 2: 'video' } as const
const untilByEndType = { 0: 'starterLeaves', 1: 'roomEnds' } as const

/** @throws Fault parameter. Ranges are checked by the server, which names the field. */
export function parseRemoteRecord(filePath: unknown, param: RemoteRecordParam | undefined): RecordingOptions {
  const parameters = asParameters(param ?? {}, 'record_param')
  // Recorders are never seen as participants here, and people are told that they are recorded whatever it says.
  booleanOr(parameters, 'silentRecord', false)
  optionalString(parameters, 'splitFilePath')
  const name = optionalString({ filePath }, 'filePath')
  const startTimeout = optionalNumber(parameters, 'startTimeout')
  const minFeeds = optionalNumber(parameters, 'recordTotalStream')
  const tagPrefix = optionalString(parameters, 'tagFilter')
  const endType = optionalChoice(parameters, 'endType', [0, 1])
  return {
    ...(name === undefined ? {} : { name: name.replace(/^\/+/, '') }),
    ...(startTimeout === undefined ? {} : { startTimeoutMs: startTimeout * msPerSecond }),
    ...(minFeeds === undefined ? {} : { minFeeds }),
    ...(tagPrefix === undefined ? {} : { tagPrefix }),
    ...(endType === undefined ? {} : { until: untilByEndType[endType] }),
    rendering: renderingOf(parameters),
  }
}

/** @throws Fault parameter */
export function parseRemoteOverlaps(overlaps: unknown): Watermark[] {
  if (!Array.isArray(overlaps)) throw parameterFault('overlaps', 'must be an array of watermarks')
  return overlaps
    .map((overlap: RemoteOverlap, index) => asParameters(overlap, `overlaps.${index}`))
    .filter(({ enable }) => enable !== false)
    .map(watermarkOf)
}

function renderingOf(parameters: Parameters): RenderingOptions {
  const numbers = {
    width: optionalNumber(parameters, 'width'),
    height: optionalNumber(parameters, 'height'),
    crf: optionalNumber(parameters, 'crf'),
  }
  const separate = separateBySplitType[optionalChoice(parameters, 'splitType', [0, 1, 2]) ?? 0]
  const layout = layoutOf(parameters)
  const { overlaps } = parameters
  return {
    ...numbers,
    ...(separate === undefined ? {} : { separate }),
    ...(layout === undefined ? {} : { layout }),
    ...(overlaps === undefined || overlaps === null ? {} : { watermarks: parseRemoteOverlaps(overlaps) }),
  }
}

function layoutOf({ tagPositions, layoutParam }: Parameters): RecordingLayout | undefined {
  if (tagPositions !== undefined && tagPositions !== null) {
    if (!Array.isArray(tagPositions)) throw parameterFault('tagPositions', 'must be an array of tags with positions')
    return { kind: 'positions', positions: tagPositions.map(positionOf) }
  }
  if (layoutParam === undefined || layoutParam === null) return undefined
  if (!Array.isArray(layoutParam)) throw parameterFault('layoutParam', 'must be an array of tags')
  return { kind: 'tile', tags: layoutParam.map(String) }
}

function positionOf(entry: unknown, index: number) {
  const field = `tagPositions.${index}`
  const parameters = asParameters(entry, field)
  const place = asParameters(parameters.position, `${field}.position`)
  return {
    tag: requiredString(parameters, 'tag'),
    x: optionalNumber(place, 'xPosition') ?? 0,
    y: optionalNumber(place, 'yPosition') ?? 0,
    width: requiredNumber(place, 'width'),
    height: requiredNumber(place, 'height'),
  }
}

function watermarkOf(parameters: Parameters): Watermark {
  const type = optionalChoice(parameters, 'type', [1, 2, 3])
  const id = optionalString(parameters, 'id')
  const tag = optionalString(parameters, 'tag')
  const place = {
    ...(id === undefined ? {} : { id }),
    ...(tag === undefined ? {} : { tag }),
    x: optionalNumber(parameters, 'xPosition') ?? 0,
    y: optionalNumber(parameters, 'yPosition') ?? 0,
  }
  const fontSize = optionalNumber(parameters, 'fontSize')
  const written = { ...place, ...(fontSize === undefined ? {} : { fontSize }) }
  switch (type) {
    case 1:
      return { kind: 'time', ...written }
    case 2:
      return { kind: 'text', ...written, text: requiredString(parameters, 'text') }
    case 3:
      return { kind: 'image', ...place, url: requiredString(parameters, 'url') }
    default:
      throw parameterFault('overlaps', 'type must be 1 (time), 2 (text) or 3 (image)')
  }
}

function optionalNumber(parameters: Parameters, field: string): number | undefined {
  const value = parameters[field]
  if (value === undefined || value === null || value === '') return undefined
  const number = Number(value)
  if (!Number.isFinite(number)) throw parameterFault(field, 'must be a number')
  return number
}

function requiredNumber(parameters: Parameters, field: string): number {
  const number = optionalNumber(parameters, field)
  if (number === undefined) throw parameterFault(field, 'must be a number')
  return number
}
