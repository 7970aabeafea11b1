import { useMemo, useSyncExternalStore } from 'react'
import { useLocation } from 'wouter'
import { type Destination, destinationOf } from '../links/call-link.ts'

const followHash = (changed: () => void) => {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}

/** What the page's address asks for. The router leaves fragments out, and the token of a call is in one. */
export const useDestination = (): Destination => {
  const [path] = useLocation()
  const hash = useSyncExternalStore(followHash, () => location.hash)
  return useMemo(() => destinationOf(path, hash), [path, hash])
}
