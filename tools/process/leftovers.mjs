// Ends what a command has started and not ended itself: whatever dies in the middle of a tree of processes, its
// children would live on. They are known by a variable in their environment, which all of them inherit, wherever they
// have been moved in the tree. Linux only, where /proc shows it; elsewhere commands are trusted to clean up.

import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/** Holds the id of the run that a process belongs to. */
export const RUN_VARIABLE = 'MRTC_RUN_ID'

/** How long a leftover has between SIGTERM and SIGKILL. */
const GRACE_MS = 3_000

const POLL_MS = 30

/** How often in a row nothing has to be seen: a process that is just being started shows no environment for a moment. */
const EMPTY_LOOKS = 2

/**
 * @param {string} runId
 * @returns {Promise<void>}
 */
export async function endLeftovers(runId) {
  const deadlineMs = performance.now() + GRACE_MS
  const asked = new Set()
  for (let emptyLooks = 0; emptyLooks < EMPTY_LOOKS; ) {
    const left = await processesOf(runId)
    emptyLooks = left.length === 0 ? emptyLooks + 1 : 0
    const patient = performance.now() < deadlineMs
    for (const pid of left) {
      if (!patient) send(pid, 'SIGKILL')
      else if (!asked.has(pid)) send(pid, 'SIGTERM')
      asked.add(pid)
    }
    if (emptyLooks < EMPTY_LOOKS) await sleep(POLL_MS)
  }
}

/**
 * @param {string} runId
 * @returns {Promise<number[]>}
 */
async function processesOf(runId) {
  if (process.platform !== 'linux') return []
  const marker = `${RUN_VARIABLE}=${runId}`
  const entries = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))
  const pids = await Promise.all(
    entries.map(async (entry) => {
      // Processes end while we look, those of others are not ours to read, and a zombie has no environment any more.
      const environment = await readFile(`/proc/${entry}/environ`, 'utf8').catch(() => '')
      return environment.split('\0').includes(marker) ? Number(entry) : undefined
    }),
  )
  return pids.filter((pid) => pid !== undefined && pid !== process.pid).map(Number)
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function send(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error
  }
}
