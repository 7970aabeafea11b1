import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isLoggedOut, problemIn } from './problem.ts'

/** What was fetched is shown at once when a page is seen again, and fetched anew when it is older. */
const freshMs = 10_000
const retries = 2
const serverFailed = 500

export interface QueriesOptions {
  /** A request was refused because nobody is logged in (any more). */
  readonly onLoggedOut: (queries: QueryClient) => void
}

/** What keeps answers of the API. */
export function createQueries({ onLoggedOut }: QueriesOptions): QueryClient {
  const onError = (error: unknown) => {
    if (isLoggedOut(error)) onLoggedOut(queries)
  }
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: freshMs, retry: (count, error) => count < retries && isPassing(error) },
      mutations: { retry: false },
    },
  })
  return queries
}

/** What may be otherwise a moment later: no answer, or a failure of the server. */
function isPassing(error: unknown): boolean {
  const { status } = problemIn(error)
  return status === 0 || status >= serverFailed
}
