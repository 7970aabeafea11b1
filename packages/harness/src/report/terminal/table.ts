import Table from 'cli-table3'

export interface TableOptions {
  readonly head: readonly string[]
  /** Of the columns that hold text; the others are numbers, to the right. */
  readonly textColumns: number
  readonly rows: readonly (readonly string[])[]
}

/** A table with lines between head and body only. */
export function drawTable({ head, textColumns, rows }: TableOptions): string {
  const table = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    colAligns: head.map((_, i) => (i < textColumns ? 'left' : 'right')),
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      right: '',
      'right-mid': '',
      middle: ' ',
    },
  })
  for (const row of rows) table.push([...row])
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}
