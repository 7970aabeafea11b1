import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { type App, useApi } from '../../api/index.ts'

/** All that is known of call apps begins with it. */
export const appsKey = ['apps']

export function useApp(bizName: string) {
  const { client } = useApi()
  return useQuery({
    queryKey: [...appsKey, 'one', bizName],
    queryFn: ({ signal }): Promise<App> => client.getApp({ path: { bizName }, signal }),
  })
}

/** To be called after an app was changed. */
export function useAppsChanged(): () => Promise<void> {
  const queries = useQueryClient()
  return useCallback(() => queries.invalidateQueries({ queryKey: appsKey }), [queries])
}
