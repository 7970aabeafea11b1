import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { isLoggedOut, type Session, useApi } from '../api/index.ts'
import type { SessionState } from './session-state.ts'

const sessionKey = ['session'] as const

/** What is known of the session; `null` after a login that is over or was never there. */
interface KnownSession {
  readonly session: Session | null
  readonly wasOver: boolean
}

/** Refused requests tell that the session is over. */
export function sessionIsOver(queries: QueryClient): void {
  queries.setQueryData<KnownSession>(sessionKey, (known) => (known?.session ? { session: null, wasOver: true } : known))
}

export function useSessionState(): SessionState {
  const api = useApi()
  const query = useQuery({
    queryKey: sessionKey,
    queryFn: async ({ signal }): Promise<KnownSession> => {
      try {
        const session = await api.client.getSession({ signal })
        api.setCsrfToken(session.csrfToken)
        return { session, wasOver: false }
      } catch (error) {
        if (isLoggedOut(error)) return { session: null, wasOver: false }
        throw error
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (query.data) {
    const { session, wasOver } = query.data
    return session ? { state: 'loggedIn', session } : { state: 'loggedOut', wasOver }
  }
  if (query.isError) return { state: 'failed', error: query.error, retry: () => void query.refetch() }
  return { state: 'loading' }
}

export interface SessionChanges {
  /** @throws ProblemError CREDENTIALS_INVALID, LOGIN_LOCKED, ACCOUNT_DISABLED */
  logIn(name: string, password: string): Promise<void>
  logOut(): Promise<void>
  /** @throws ProblemError CREDENTIALS_INVALID, LOGIN_LOCKED */
  changePassword(currentPassword: string, newPassword: string): Promise<void>
}

export function useSessionChanges(): SessionChanges {
  const api = useApi()
  const queries = useQueryClient()
  const forgetAnswers = useCallback(
    // What was shown to one account is not for the next.
    () => queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] }),
    [queries],
  )
  return {
    logIn: async (name, password) => {
      const session = await api.client.login({ body: { name, password } })
      api.setCsrfToken(session.csrfToken)
      forgetAnswers()
      queries.setQueryData<KnownSession>(sessionKey, { session, wasOver: false })
    },
    logOut: async () => {
      try {
        await api.client.logout()
      } catch (error) {
        // It was over already, which is what was wanted.
        if (!isLoggedOut(error)) throw error
      }
      forgetAnswers()
      queries.setQueryData<KnownSession>(sessionKey, { session: null, wasOver: false })
    },
    changePassword: async (currentPassword, newPassword) => {
      await api.client.changePassword({ body: { currentPassword, newPassword } })
      await queries.invalidateQueries({ queryKey: sessionKey })
    },
  }
}
