import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { given, useApi } from '../../api/index.ts'
import type { DayRange } from './usage-range.ts'

/** Usage of today grows while it is looked at. */
const refetchMs = 60_000

/** @param range today without one */
export function useUsage(bizName: string | undefined, range: DayRange | undefined, isEnabled = true) {
  const { client } = useApi()
  return useQuery({
    queryKey: ['usage', bizName, range?.from, range?.to],
    queryFn: ({ signal }) => client.getUsage({ query: given({ bizName, ...range }), signal }),
    placeholderData: keepPreviousData,
    refetchInterval: refetchMs,
    enabled: isEnabled,
  })
}

/** What day it is for the server, which counts in a time zone of its own. */
export function useServerDay() {
  const { client } = useApi()
  return useQuery({
    queryKey: ['usage', 'today'],
    queryFn: async ({ signal }) => {
      const { to, timeZone } = await client.getUsage({ signal })
      return { today: to, timeZone }
    },
    staleTime: refetchMs,
  })
}
