// Runs a command in the terminal: its input and output are the user's, signals reach it, its exit code is ours, and
// nothing that it started outlives it.

import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { repositoryRoot } from '../bootstrap/paths.mjs'
import { ENDING_SIGNALS, exitCodeOf } from './interruptible.mjs'
import { endLeftovers, RUN_VARIABLE } from './leftovers.mjs'
import { onNpmGone } from './npm-gone.mjs'

/** How long everything has to end after the first signal: servers say good-bye to their clients. */
const ENDING_GRACE_MS = 15_000

/** A second signal this soon is the same Ctrl-C once more: npm passes on to us what the terminal has sent us already. */
const ECHO_MS = 500

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

  /** @type {{ atMs: number, deadline: NodeJS.Timeout } | undefined} */
  let ending
  /** @param {NodeJS.Signals} signal */
  const onSignal = (signal) => {
    const nowMs = performance.now()
    if (ending) {
      // Asked a second time: at once.
      if (nowMs - ending.atMs > ECHO_MS) child.kill('SIGKILL')
      return
    }
    ending = { atMs: nowMs, deadline: setTimeout(() => child.kill('SIGKILL'), ENDING_GRACE_MS) }
    // Ctrl-C in a terminal has reached the child already, as all of the terminal's foreground group. Elsewhere SIGTERM
    // is passed on for it: programs that count on the terminal, turbo among them, leave a lone SIGINT unheard.
    const isCtrlC = signal === 'SIGINT' && process.stdin.isTTY
    if (!isCtrlC) child.kill('SIGTERM')
  }
  const stopWatching = onNpmGone(() => onSignal('SIGTERM'))
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
    clearTimeout(ending?.deadline)
    stopWatching()
    for (const signal of ENDING_SIGNALS) process.off(signal, onSignal)
  }
}
