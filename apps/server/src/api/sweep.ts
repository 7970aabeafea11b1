/** Removes what is over: sessions, nonces, stored answers, counts of wrong passwords. */
import type { Logger } from 'pino'
import type { Logins } from '../accounts/index.ts'
import type { Store } from '../store/index.ts'

const sweepEveryMs = 60_000
/** How long a POST can be repeated with its Idempotency-Key. */
const answersKeptMs = 24 * 60 * 60 * 1_000
/** Longer than any request takes: a server that was doing it has died. */
const unfinishedAfterMs = 2 * 60_000

interface Sweeping {
  readonly store: Pick<Store, 'apiKeys' | 'idempotentAnswers'>
  readonly logins: Logins
  readonly log: Logger
}

/** @returns what ends it */
export function startSweeping({ store, logins, log }: Sweeping): () => void {
  const sweep = async () => {
    const now = Date.now()
    await logins.sweep()
    await store.apiKeys.sweepNonces(new Date(now))
    await store.idempotentAnswers.sweep(new Date(now - answersKeptMs), new Date(now - unfinishedAfterMs))
  }
  const timer = setInterval(() => {
    sweep().catch((error: unknown) => log.warn({ err: error }, 'what is over could not be removed; trying again'))
  }, sweepEveryMs)
  timer.unref()
  return () => clearInterval(timer)
}
