import { useEffect } from 'react'

/** Keeps a phone's screen from going dark during a call. Where it cannot be had the screen does as it always does. */
export const useWakeLock = (): void => {
  useEffect(() => {
    let isWanted = true
    let lock: WakeLockSentinel | undefined
    const take = async () => {
      // Browsers take the lock back while the page is hidden.
      if (!isWanted || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
      try {
        lock = await navigator.wakeLock.request('screen')
        if (!isWanted) await lock.release()
      } catch {
        // Low battery, or a policy: the call goes on without.
      }
    }
    const takeAgain = () => void take()
    takeAgain()
    document.addEventListener('visibilitychange', takeAgain)
    return () => {
      isWanted = false
      document.removeEventListener('visibilitychange', takeAgain)
      lock?.release().catch(() => undefined)
    }
  }, [])
}
