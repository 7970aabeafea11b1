import { Table, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './DataTable.module.css'

export interface Column<T> {
  readonly key: string
  readonly header: string
  readonly cell: (row: T) => ReactNode
  /** Numbers stand at the right. @default start */
  readonly align?: 'start' | 'end'
  /** The header is for screen readers alone. */
  readonly hasHiddenHeader?: boolean
  /** In CSS; without it as wide as it needs. */
  readonly width?: number | string
}

export interface DataTableProps<T> {
  /** What the table shows, for screen readers. */
  readonly caption: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly rowKey: (row: T) => string
  /** A column that names its row. @default the first */
  readonly headerColumn?: string
  readonly minWidth?: number
}

const defaultMinWidth = 640

/** A table that scrolls by itself where the page is narrow. */
export function DataTable<T>({ caption, columns, rows, rowKey, headerColumn, minWidth }: DataTableProps<T>) {
  const named = headerColumn ?? columns[0]?.key
  return (
    // Scrolled by keys as well, which needs the focus.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className={classes.scroll} aria-label={caption} tabIndex={0}>
      <Table className={classes.table} miw={minWidth ?? defaultMinWidth} verticalSpacing="sm" highlightOnHover>
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ key, header, align, hasHiddenHeader, width }) => (
              <Table.Th key={key} scope="col" ta={align ?? 'start'} {...(width === undefined ? {} : { w: width })}>
                {hasHiddenHeader ? <VisuallyHidden>{header}</VisuallyHidden> : header}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={rowKey(row)} data-testid="row">
              {columns.map(({ key, cell, align }) => (
                <Table.Td
                  key={key}
                  ta={align ?? 'start'}
                  {...(key === named ? { component: 'th', scope: 'row', fw: 'inherit' } : {})}
                >
                  {cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
