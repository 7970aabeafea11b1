// Runs a command in the terminal: its input and output are the user's, signals reach it, its exit code is ours, and
// nothing that it started outlives it.

import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { repositoryRoot } from '../bootstrap/paths.mjs'
import { ENDING_SIGNALS, exitCodeOf } from './interruptible.mjs'
import { endLeftovers, RUN_VARIABLE } from './leftovers.mjs'

/** How long everything has to end after the first signal: servers say good-bye to their clients. */
const ENDING_GRACE_MS = 15_000

/** What the shell's convention says for "no such program". */
const EXIT_NOT_FOUND = 127

/**
 * @param {object} options
 * @param {[string, ...string[]]} options.argv
 * @param {NodeJS.ProcessEnv} options.env
 * @returns {Promise<number>} The exit code.
 */
export async function runInForeground({ argv: [program, ...args], env }) {
  const runId = randomUUID()
  const child = spawn(program, args, { cwd: repositoryRoot, env: { ...env, [RUN_VARIABLE]: runId }, stdio: 'inherit' })

  /** @type {NodeJS.Timeout | undefined} */
  let deadline
  /** @param {NodeJS.Signals} signal */
  const onSignal = (signal) => {
    if (deadline) {
      // Asked a second time: at once.
      child.kill('SIGKILL')
      return
    }
    deadline = setTimeout(() => child.kill('SIGKILL'), ENDING_GRACE_MS)
    // Ctrl-C in a terminal has reached the child already, as all of the terminal's foreground group.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  for (const signal of ENDING_SIGNALS) process.on(signal, onSignal)
  try {
    return await new Promise((resolve) => {
      child.once('error', (error) => {
        console.error(`mrtc: ${program} could not be started: ${error.message}`)
        resolve(EXIT_NOT_FOUND)
      })
      child.once('exit', (code, killedBy) => resolve(code ?? (killedBy ? exitCodeOf(killedBy) : 1)))
    })
  } finally {
    await endLeftovers(runId)
    clearTimeout(deadline)
    for (const signal of ENDING_SIGNALS) process.off(signal, onSignal)
  }
}
