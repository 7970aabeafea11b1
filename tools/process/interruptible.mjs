// Work that Ctrl-C or a SIGTERM ends in an orderly way.

import { constants } from 'node:os'
import { BootstrapFailure, describeFailure, storageFailure } from '../bootstrap/failure.mjs'

/** @type {NodeJS.Signals[]} */
export const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * @param {NodeJS.Signals} signal
 * @returns {number} What a shell reports for a program that the signal has ended.
 */
export function exitCodeOf(signal) {
  return 128 + constants.signals[signal]
}

/**
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} work
 * @returns {Promise<{ state: 'done', value: T } | { state: 'failed', message: string, exitCode: number }>}
 */
export async function interruptible(work) {
  const controller = new AbortController()
  /** @type {NodeJS.Signals | undefined} */
  let received
  /** @param {NodeJS.Signals} signal */
  const onSignal = (signal) => {
    received ??= signal
    controller.abort(new Error(`interrupted by ${signal}`))
  }
  for (const signal of ENDING_SIGNALS) process.on(signal, onSignal)
  try {
    return { state: 'done', value: await work(controller.signal) }
  } catch (error) {
    if (received) {
      const message = `mrtc: interrupted by ${received}; what was begun is taken up anew next time.`
      return { state: 'failed', message, exitCode: exitCodeOf(received) }
    }
    const failure = error instanceof BootstrapFailure ? error : storageFailure(error)
    if (failure) return { state: 'failed', message: describeFailure(failure), exitCode: 1 }
    throw error
  } finally {
    for (const signal of ENDING_SIGNALS) process.off(signal, onSignal)
  }
}
