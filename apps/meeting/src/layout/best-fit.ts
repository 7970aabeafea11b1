/** Places equal tiles in a box so that each is as large as can be. Pure: pixels in, pixels out. */

export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Box {
  readonly width: number
  readonly height: number
}

/** Width divided by height that a tile may have. Pictures are cropped to it, so the range stays near that of cameras. */
export interface AspectRange {
  readonly min: number
  readonly max: number
}

export interface BestFitOptions extends Box {
  readonly count: number
  readonly gap: number
  readonly aspect: AspectRange
}

/** The largest rectangle of an allowed aspect within a cell. */
const fitCell = (cell: Box, aspect: AspectRange): Box => {
  const ratio = Math.min(Math.max(cell.width / cell.height, aspect.min), aspect.max)
  const width = Math.min(cell.width, cell.height * ratio)
  return { width, height: width / ratio }
}

/** @returns the place of each tile in reading order; the last row is centred. Empty when nothing can be seen. */
export const bestFit = ({ count, width, height, gap, aspect }: BestFitOptions): Rect[] => {
  if (count < 1 || width <= 0 || height <= 0) return []
  let best: { columns: number; rows: number; tile: Box } | undefined
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns)
    const cell = { width: (width - gap * (columns - 1)) / columns, height: (height - gap * (rows - 1)) / rows }
    if (cell.width <= 0 || cell.height <= 0) continue
    const tile = fitCell(cell, aspect)
    if (best === undefined || tile.width * tile.height > best.tile.width * best.tile.height) {
      best = { columns, rows, tile }
    }
  }
  if (best === undefined) return []
  const { columns, rows, tile } = best
  const top = (height - rows * tile.height - (rows - 1) * gap) / 2
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns)
    const inRow = row === rows - 1 ? count - row * columns : columns
    const left = (width - inRow * tile.width - (inRow - 1) * gap) / 2
    return {
      x: left + (index - row * columns) * (tile.width + gap),
      y: top + row * (tile.height + gap),
      width: tile.width,
      height: tile.height,
    }
  })
}
