import { type ErrorCode, MrtcError } from '@mrtc/protocol/errors'

export interface Bounds {
  readonly limitMs: number
  /** What it means that it took longer. */
  readonly code: ErrorCode
  readonly signal: AbortSignal
}

/**
 * Waits for work no longer than it may take; the work is told by its signal.
 * @throws MrtcError with the code when it took too long, REQUEST_ABORTED
 */
export async function bounded<T>(bounds: Bounds, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = new AbortController()
  const signal = AbortSignal.any([bounds.signal, late.signal])
  const timer = setTimeout(() => late.abort(), bounds.limitMs)
  const { promise: ended, reject } = Promise.withResolvers<never>()
  const end = () => reject(new MrtcError(late.signal.aborted ? bounds.code : 'REQUEST_ABORTED'))
  if (signal.aborted) end()
  signal.addEventListener('abort', end, { once: true })
  try {
    return await Promise.race([ended, work(signal)])
  } catch (error) {
    // Whatever the work made of being stopped.
    if (late.signal.aborted) throw new MrtcError(bounds.code)
    throw error
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
    // What is still under way is not wanted any more.
    late.abort()
  }
}

/** @throws MrtcError REQUEST_ABORTED */
export async function delay(durationMs: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, durationMs)
  const abort = () => reject(new MrtcError('REQUEST_ABORTED'))
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  try {
    await promise
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
  }
}
