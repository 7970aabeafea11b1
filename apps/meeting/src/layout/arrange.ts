/** Where every tile of a call goes: an even grid, or one large tile with the others in a strip beside it. */
import { type AspectRange, type Box, bestFit, type Rect } from './best-fit.ts'

/** Space between tiles, px. */
const gap = 8
/** More tiles than these are too small to be worth decoding; the rest is on further pages. */
export const maxTiles = 25
/** A tile narrower than this shows neither a face nor a name, px. */
const minTileWidth = 104
/** Of the strip's tiles, px; at most this part of the container. Many are small, in two lines. */
const stripSize = { landscape: 208, portrait: 104, maxShare: 0.3 }
const smallStripTile = { landscape: 152, portrait: 92 }

/** Cameras are 16:9 or 4:3. On upright screens they are cropped to squares at most: narrower shows half a face. */
const aspects: Record<'landscape' | 'portrait', AspectRange> = {
  landscape: { min: 4 / 3, max: 16 / 9 },
  portrait: { min: 1, max: 16 / 9 },
}
const stripAspect = { landscape: 16 / 9, portrait: 1 }

const orientationOf = (box: Box) => (box.width < box.height ? 'portrait' : 'landscape')

const arrangeGrid = (box: Box, count: number): Rect[] => {
  const aspect = aspects[orientationOf(box)]
  for (let shown = Math.min(count, maxTiles); shown > 1; shown -= 1) {
    const places = bestFit({ ...box, count: shown, gap, aspect })
    if ((places[0]?.width ?? 0) >= minTileWidth) return places
  }
  return bestFit({ ...box, count: 1, gap, aspect })
}

const arrangeStage = (box: Box, count: number): Rect[] => {
  if (count === 1) return [{ x: 0, y: 0, ...box }]
  const orientation = orientationOf(box)
  const across = orientation === 'landscape'
  const mostThick = (across ? box.width : box.height) * stripSize.maxShare
  const one = stripOf({
    across,
    length: across ? box.height : box.width,
    lines: 1,
    thick: Math.min(stripSize[orientation], mostThick),
  })
  const two = stripOf({ ...one, lines: 2, thick: Math.min(smallStripTile[orientation], (mostThick - gap) / 2) })
  const strip = count - 1 > one.perLine ? two : one
  const { lines, thick, tile, step } = strip
  const thickness = lines * thick + (lines - 1) * gap
  const shown = Math.min(count - 1, lines * strip.perLine)
  const inLine = Math.ceil(shown / lines)
  const start = inLine < strip.perLine ? (strip.length - inLine * step + gap) / 2 : 0
  const stage: Rect = across
    ? { x: 0, y: 0, width: box.width - thickness - gap, height: box.height }
    : { x: 0, y: 0, width: box.width, height: box.height - thickness - gap }
  const thumbnails = Array.from({ length: shown }, (_, index) => {
    const along = start + Math.floor(index / lines) * step
    const beside = (index % lines) * (thick + gap)
    return across
      ? { x: box.width - thickness + beside, y: along, ...tile }
      : { x: along, y: box.height - thickness + beside, ...tile }
  })
  return [stage, ...thumbnails]
}

interface StripOptions {
  readonly across: boolean
  /** Of its longer side, px. */
  readonly length: number
  readonly lines: number
  /** Of one line, px. */
  readonly thick: number
}

const stripOf = (options: StripOptions) => {
  const { across, length, thick } = options
  const tile = across
    ? { width: thick, height: thick / stripAspect.landscape }
    : { width: thick * stripAspect.portrait, height: thick }
  const step = (across ? tile.height : tile.width) + gap
  return { ...options, tile, step, perLine: Math.max(1, Math.floor((length + gap) / step)) }
}

export interface ArrangeOptions extends Box {
  readonly count: number
  /** The first tile is shown large. */
  readonly staged: boolean
}

/**
 * @returns the places, in the order of the tiles (the staged one first). There may be fewer places than tiles: the
 * rest does not fit.
 */
export const arrange = ({ width, height, count, staged }: ArrangeOptions): Rect[] => {
  if (count < 1 || width <= 0 || height <= 0) return []
  const box = { width, height }
  return staged ? arrangeStage(box, count) : arrangeGrid(box, count)
}
