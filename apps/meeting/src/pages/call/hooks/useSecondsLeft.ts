import { useEffect, useState } from 'react'

const everyMs = 1_000
/** The clock of the client's deadlines: it goes on when the machine's is set. */
const nowMs = () => performance.timeOrigin + performance.now()

/** @returns whole seconds until then, not below 0 */
export const useSecondsLeft = (deadlineMs: number): number => {
  const [now, setNow] = useState(nowMs)
  useEffect(() => {
    const timer = setInterval(() => setNow(nowMs()), everyMs)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.ceil((deadlineMs - now) / everyMs))
}
