/** Asking again when the server is busy. */

export interface RetryPolicy {
  /** How often it is asked in all. */
  readonly attempts: number
  /** The longest wait between two attempts; when the server wants a longer one its answer stands. */
  readonly waitMaxMs: number
}

export const defaultRetryPolicy: RetryPolicy = { attempts: 4, waitMaxMs: 10_000 }

/** A busy server says when; these are refused before anything was done, so that everything may be sent again. */
const busyStatuses: ReadonlySet<number> = new Set([429, 503])
const secondMs = 1_000
/** Without `Retry-After`: twice as long each time. */
const firstWaitMs = 500

/**
 * @param answer of an attempt
 * @param attempt from 1
 * @returns how long to wait before the next one; undefined: the answer stands
 */
export function waitBeforeRetry(answer: Response, attempt: number, policy: RetryPolicy): number | undefined {
  if (!busyStatuses.has(answer.status) || attempt >= policy.attempts) return undefined
  const waitMs = retryAfterMs(answer.headers.get('retry-after')) ?? firstWaitMs * 2 ** (attempt - 1)
  return waitMs <= policy.waitMaxMs ? waitMs : undefined
}

/** In seconds, as the API gives it; dates are for pages. */
function retryAfterMs(header: string | null): number | undefined {
  if (header === null || !/^\d+$/.test(header)) return undefined
  return Number(header) * secondMs
}

/** Rejects with the signal's reason when it is aborted first. */
export function wait(delayMs: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const aborted = () => reject(signal.reason)
  const timer = setTimeout(() => {
    signal.removeEventListener('abort', aborted)
    resolve()
  }, delayMs)
  signal.addEventListener(
    'abort',
    () => {
      clearTimeout(timer)
      aborted()
    },
    { once: true },
  )
  if (signal.aborted) aborted()
  return promise
}
