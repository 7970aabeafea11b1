/** Waiting that ends with the request. */
import { MrtcError } from '@mrtc/protocol'

/**
 * Waits for the work no longer than the signal allows.
 * @param dispose is given what the work yields after all when nobody waits for it any more
 * @throws MrtcError REQUEST_ABORTED
 */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>, dispose?: (late: T) => void): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(new MrtcError('REQUEST_ABORTED'))
  signal.addEventListener('abort', onAbort, { once: true })
  if (signal.aborted) onAbort()
  try {
    return await Promise.race([aborted, work])
  } catch (error) {
    // When the work itself failed there is nothing to dispose of, and the error thrown says why.
    if (dispose) work.then(dispose, () => undefined)
    throw error
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
