import { MrtcError } from '@mrtc/protocol'
import type { Clock } from './clock.ts'

/** What an aborted call rejects with; the caller's own reason is its cause. */
export function abortError(signal: AbortSignal): MrtcError {
  return new MrtcError('REQUEST_ABORTED', undefined, { cause: signal.reason })
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError(signal)
}

export interface WaitLimits {
  readonly signal?: AbortSignal | undefined
  /** What to reject with after how long. */
  readonly timeout?: { readonly clock: Clock; readonly afterMs: number; readonly error: () => MrtcError }
}

/**
 * Waits for a promise, but no longer than its limits allow. The work behind the promise goes on; a later rejection of
 * it is not unhandled.
 */
export function limited<T>(work: Promise<T>, { signal, timeout }: WaitLimits): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      if (signal !== undefined) settle(() => reject(abortError(signal)))
    }
    const cancelTimer = timeout?.clock.setTimer(timeout.afterMs, () => settle(() => reject(timeout.error())))
    const settle = (how: () => void) => {
      cancelTimer?.()
      signal?.removeEventListener('abort', onAbort)
      how()
    }
    work.then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error)),
    )
    if (signal?.aborted) onAbort()
    else signal?.addEventListener('abort', onAbort, { once: true })
  })
}

/** Resolves after the delay, or as soon as it is aborted. */
export function sleep(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const wake = () => {
      cancel()
      signal.removeEventListener('abort', wake)
      resolve()
    }
    const cancel = clock.setTimer(delayMs, wake)
    signal.addEventListener('abort', wake, { once: true })
  })
}
