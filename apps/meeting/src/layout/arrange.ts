/** Where every tile of a call goes: an even grid, or one large tile with the others in a strip beside it. */
import { type AspectRange, type Box, bestFit, type Rect } from './best-fit.ts'

/** Space between tiles, px. */
const gap = 8
/** More tiles than these are too small to be worth decoding; the rest is reached in the list of participants. */
export const maxTiles = 25
/** A tile narrower than this shows neither a face nor a name, px. */
const minTileWidth = 104
/** Of the strip's tiles, px; at most this part of the container. */
const stripSize = { landscape: 208, portrait: 104, maxShare: 0.3 }

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
  const thickness = Math.min(stripSize[orientation], (across ? box.width : box.height) * stripSize.maxShare)
  const tile = across
    ? { width: thickness, height: thickness / stripAspect.landscape }
    : { width: thickness * stripAspect.portrait, height: thickness }
  const length = across ? box.height : box.width
  const step = (across ? tile.height : tile.width) + gap
  const shown = Math.min(count - 1, Math.max(1, Math.floor((length + gap) / step)))
  const start = shown < count - 1 ? 0 : (length - shown * step + gap) / 2
  const stage: Rect = across
    ? { x: 0, y: 0, width: box.width - thickness - gap, height: box.height }
    : { x: 0, y: 0, width: box.width, height: box.height - thickness - gap }
  const strip = Array.from({ length: shown }, (_, index) =>
    across
      ? { x: box.width - thickness, y: start + index * step, ...tile }
      : { x: start + index * step, y: box.height - thickness, ...tile },
  )
  return [stage, ...strip]
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
