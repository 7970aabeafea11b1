import type { RecordingSize } from './options.ts'

export interface Cell {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Between the pictures, white (guide 6.3.1, V 1.4.4). */
const borderPx = 4

/** How many pictures stand in each row, by the number of pictures. */
const rowsByCount: readonly (readonly number[])[] = [[], [1], [2], [2, 1], [2, 2]]

function span(index: number, count: number, length: number): { readonly start: number; readonly length: number } {
  const one = (length - borderPx * (count - 1)) / count
  const start = Math.round(index * (one + borderPx))
  return { start, length: Math.round(index * (one + borderPx) + one) - start }
}

/**
 * Where the pictures stand, in their order: one fills the recording, two stand side by side, three and four in two rows.
 * @param count 0 to 4
 */
export function layoutCells(count: number, { width, height }: RecordingSize): Cell[] {
  const rows = rowsByCount[count] ?? []
  return rows.flatMap((columns, row) => {
    const { start: y, length: cellHeight } = span(row, rows.length, height)
    return Array.from({ length: columns }, (_, column) => {
      const { start: x, length: cellWidth } = span(column, columns, width)
      return { x, y, width: cellWidth, height: cellHeight }
    })
  })
}
