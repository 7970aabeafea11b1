// Whether a file is a mediasoup worker that can run on this machine.

import { spawn } from 'node:child_process'

/** What the worker exits with when it is not started by mediasoup (EXIT_IF_NOT_CHILD_PROCESS in its main.cpp). */
const NOT_STARTED_BY_MEDIASOUP = 41

/** It looks for its parent first thing; anything that is still running then is something else. */
const SMOKE_TEST_TIMEOUT_MS = 10_000

/**
 * @param {string} file
 * @returns {Promise<boolean>}
 */
export async function workerRuns(file) {
  return await new Promise((resolve) => {
    const child = spawn(file, { stdio: 'ignore', env: {}, timeout: SMOKE_TEST_TIMEOUT_MS, killSignal: 'SIGKILL' })
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === NOT_STARTED_BY_MEDIASOUP))
  })
}
