import type { DrawnBackground } from '../messages.ts'

export type SegmenterState = 'none' | 'loading' | 'ready' | 'failed'

/**
 * - `plain`: the picture as the camera gives it
 * - `covered`: all of it blurred
 * - `composed`: the person before the background
 */
export type Look = 'plain' | 'covered' | 'composed'

/** Who asked for a background is never shown without: while or when nothing tells the person from it, all is covered. */
export function lookOf(wanted: DrawnBackground['kind'], segmenter: SegmenterState): Look {
  if (wanted === 'none') return 'plain'
  return segmenter === 'ready' ? 'composed' : 'covered'
}
