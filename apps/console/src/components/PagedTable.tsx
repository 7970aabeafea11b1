import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Pages } from '../api/index.ts'
import { DataTable, type DataTableProps } from './DataTable.tsx'
import { Loaded } from './Loaded.tsx'

export interface PagedTableProps<T> extends Omit<DataTableProps<T>, 'rows'> {
  readonly pages: Pages<T>
  /** Shown instead of a table without rows. */
  readonly empty: ReactNode
}

/** A list of the API as a table that grows by a page at a time. */
export function PagedTable<T>({ pages: { query }, empty, ...table }: PagedTableProps<T>) {
  const { t } = useTranslation()
  return (
    <Loaded query={query} rows={6}>
      {(rows) =>
        rows.length === 0 ? (
          empty
        ) : (
          <>
            <DataTable {...table} rows={rows} />
            <Group justify="space-between" mt="sm">
              <Text size="sm" c="dimmed" aria-live="polite">
                {t(query.hasNextPage ? 'common.shown' : 'common.shownAll', { count: rows.length })}
              </Text>
              {query.hasNextPage ? (
                <Button
                  variant="default"
                  size="xs"
                  loading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                  data-testid="load-more"
                >
                  {t('common.loadMore')}
                </Button>
              ) : null}
            </Group>
          </>
        )
      }
    </Loaded>
  )
}
