import type { Permission } from '@mrtc/protocol/api'
import { createContext, useContext } from 'react'
import type { Session } from '../api/index.ts'

const SessionContext = createContext<Session | undefined>(undefined)

export const SessionProvider = SessionContext.Provider

/** Of who is logged in. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession is used where nobody is logged in')
  return session
}

/** Whether the account has the permission: decides what is shown; what is allowed the server decides. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useSession()
  return (permission) => permissions.includes(permission)
}
