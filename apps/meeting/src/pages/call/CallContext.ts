import { createContext, useContext } from 'react'
import type { Call } from '../../call/call.ts'

export const CallContext = createContext<Call | undefined>(undefined)

/** The call that this part of the page is about. */
export const useCall = (): Call => {
  const call = useContext(CallContext)
  if (call === undefined) throw new Error('useCall is for components within a CallContext')
  return call
}
