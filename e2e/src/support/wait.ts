/** Waits for a condition that another process brings about. */
import { setTimeout as delay } from 'node:timers/promises'

export interface WaitOptions {
  /** For the message of the failure. */
  readonly what: string
  readonly timeoutMs?: number
}

/**
 * Asks until the answer is neither false nor null nor undefined.
 * @throws Error naming `what`, and the last answer
 */
export async function waitFor<T>(
  ask: () => T | Promise<T>,
  { what, timeoutMs = 20_000 }: WaitOptions,
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const answer = await ask()
    if (answer !== false && answer !== null && answer !== undefined) return answer as NonNullable<Exclude<T, false>>
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`)
    await delay(100)
  }
}
