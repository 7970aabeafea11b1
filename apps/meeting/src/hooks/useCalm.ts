import { useEffect, useRef, useState } from 'react'

/** A value that changes often, taken over at most so often: the last one is never missed. */
export const useCalm = <T>(value: T, everyMs: number): T => {
  const [calm, setCalm] = useState(value)
  const takenAt = useRef(Number.NEGATIVE_INFINITY)

  useEffect(() => {
    const waitMs = Math.max(0, takenAt.current + everyMs - performance.now())
    const timer = setTimeout(() => {
      takenAt.current = performance.now()
      setCalm(value)
    }, waitMs)
    return () => clearTimeout(timer)
  }, [value, everyMs])

  return calm
}
