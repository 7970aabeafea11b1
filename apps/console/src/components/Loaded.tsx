import { Skeleton, Stack } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from './ProblemAlert.tsx'

const defaultRows = 4

export interface LoadedProps<T> {
  readonly query: Pick<UseQueryResult<T, unknown>, 'data' | 'error' | 'isError' | 'refetch'>
  /** How much space the content will take, in lines. */
  readonly rows?: number
  readonly children: (data: T) => ReactNode
}

/** The content once it is there; before, where it will be; a failure with a way to try again. */
export function Loaded<T>({ query, rows = defaultRows, children }: LoadedProps<T>) {
  const { t } = useTranslation()
  const { data, error, isError, refetch } = query
  if (data !== undefined) {
    return (
      <>
        {isError ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null}
        {children(data)}
      </>
    )
  }
  if (isError) return <ProblemAlert error={error} onRetry={() => void refetch()} />
  return (
    <Stack gap="sm" role="status" aria-label={t('common.loading')} data-testid="loading">
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <Skeleton key={row} height={36} />
      ))}
    </Stack>
  )
}
