import { useEffect, useState } from 'react'

const secondMs = 1_000

/** Whole seconds since a time, counted while it is shown. @param startMs milliseconds since 1970 */
export function useSecondsSince(startMs: number): number {
  const [nowMs, setNowMs] = useState(startMs)
  useEffect(() => {
    const count = () => setNowMs(Date.now())
    count()
    const timer = setInterval(count, secondMs)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.floor((nowMs - startMs) / secondMs))
}
