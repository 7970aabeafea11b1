import { keepPreviousData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'

interface Page<T> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
}

export interface Pages<T> {
  readonly query: UseInfiniteQueryResult<readonly T[], unknown>
}

interface PagesOptions<T> {
  /** Names the list and what it is narrowed to. */
  readonly queryKey: readonly unknown[]
  readonly fetchPage: (options: { cursor: string | undefined; signal: AbortSignal }) => Promise<Page<T>>
  readonly enabled?: boolean
  /** How often it is fetched anew while it is seen. @default never */
  readonly refetchIntervalMs?: number
}

/** A list of the API, page by page; `data` has the items of all pages that were fetched. */
export function usePages<T>({ queryKey, fetchPage, enabled = true, refetchIntervalMs }: PagesOptions<T>): Pages<T> {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetchPage({ cursor: pageParam, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    select: ({ pages }): readonly T[] => pages.flatMap(({ items }) => items),
    placeholderData: keepPreviousData,
    enabled,
    refetchInterval: refetchIntervalMs ?? false,
  })
  return { query }
}
