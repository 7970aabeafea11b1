// Runs a program of a bootstrap step: its output goes to a log file, and to the terminal only when it fails.

import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { BootstrapFailure } from './failure.mjs'
import { cacheFolder } from './paths.mjs'

/** How long a program may take to end after SIGTERM. */
const KILL_GRACE_MS = 3_000

/** How much of the output is kept in memory for the failure's paragraph. */
const KEPT_LINES = 40

/**
 * @param {object} options
 * @param {string} options.name Names the log file.
 * @param {[string, ...string[]]} options.argv
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} options.env
 * @param {AbortSignal} options.signal
 * @param {string} options.what What failed when it fails, without the reason, e.g. "The dependencies could not be installed".
 * @param {string | ((log: string) => string)} options.advice What to do then; may depend on what the program said.
 * @param {number} [options.timeoutMs]
 * @param {(line: string) => void} [options.onLine]
 * @returns {Promise<void>} Rejects with a BootstrapFailure, or with the signal's reason.
 */
export async function runLogged({ name, argv, cwd, env, signal, what, advice, timeoutMs, onLine }) {
  signal.throwIfAborted()
  const logFolder = join(cacheFolder(), 'logs')
  await mkdir(logFolder, { recursive: true })
  const logFile = join(logFolder, `${name}-${new Date().toISOString().replace(/[:.]/g, '-')}-${process.pid}.log`)
  const log = createWriteStream(logFile)
  log.write(`$ ${argv.join(' ')}\n`)

  /** @type {string[]} */
  const lastLines = []
  const limit = timeoutMs === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
  const ending = await runInOwnGroup({
    argv,
    cwd,
    env,
    signal: limit,
    onLine: (line) => {
      log.write(`${line}\n`)
      lastLines.push(line)
      if (lastLines.length > KEPT_LINES) lastLines.shift()
      onLine?.(line)
    },
  })
  log.end()
  await finished(log)

  if (ending === undefined) {
    await rm(logFile, { force: true })
    return
  }
  if (signal.aborted) {
    await rm(logFile, { force: true })
    throw signal.reason
  }
  const said = lastLines.join('\n')
  throw new BootstrapFailure({
    what: `${what}: ${argv[0]} ${limit.aborted ? `took longer than ${(timeoutMs ?? 0) / 1_000} s` : ending}.`,
    advice: typeof advice === 'string' ? advice : advice(said),
    log: said,
    logFile,
  })
}

/**
 * The program gets a process group of its own, so that Ctrl-C in the terminal reaches only us and we end all of it.
 * @param {object} options
 * @param {[string, ...string[]]} options.argv
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} options.env
 * @param {AbortSignal} options.signal
 * @param {(line: string) => void} options.onLine
 * @returns {Promise<string | undefined>} How it ended when it did not succeed.
 */
async function runInOwnGroup({ argv: [program, ...args], cwd, env, signal, onLine }) {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', onLine)

  /** @type {NodeJS.Timeout | undefined} */
  let killTimer
  const endGroup = () => {
    signalGroup(child.pid, 'SIGTERM')
    killTimer = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), KILL_GRACE_MS)
  }
  signal.addEventListener('abort', endGroup, { once: true })
  try {
    return await new Promise((resolve) => {
      child.once('error', (error) => resolve(`could not be started (${error.message})`))
      child.once('close', (code, killedBy) => {
        if (code === 0) resolve(undefined)
        else resolve(code === null ? `was ended by ${killedBy}` : `ended with exit code ${code}`)
      })
    })
  } finally {
    signal.removeEventListener('abort', endGroup)
    clearTimeout(killTimer)
  }
}

/**
 * @param {number | undefined} groupId
 * @param {NodeJS.Signals} signal
 */
function signalGroup(groupId, signal) {
  if (groupId === undefined) return
  try {
    process.kill(-groupId, signal)
  } catch (error) {
    // The group may have ended by itself in the meantime.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error
  }
}
