// The worker that mediasoup's authors build for each release.

import { chmod, rm, writeFile } from 'node:fs/promises'
import { release } from 'node:os'
import { join } from 'node:path'
import { runLogged } from '../bootstrap/logged-process.mjs'
import { beginStep } from '../bootstrap/progress.mjs'
import { workerRuns } from './smoke-test.mjs'

/** Some megabytes; a host that is not reachable must not hold up the build that follows. */
const DOWNLOAD_TIMEOUT_MS = 60_000

/** How long the host may take to begin its answer. */
const ANSWER_TIMEOUT_MS = 8_000

const UNPACK_TIMEOUT_MS = 60_000

/**
 * @param {object} options
 * @param {import('./index.mjs').Mediasoup} options.mediasoup
 * @param {string} options.folder Where to put `mediasoup-worker`.
 * @param {NodeJS.ProcessEnv} options.env
 * @param {AbortSignal} options.signal
 * @returns {Promise<boolean>} False when there is none to be had for this machine: it is then to be built.
 */
export async function downloadWorker({ mediasoup, folder, env, signal }) {
  if (env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD) return false
  const step = beginStep(`Downloading mediasoup's prebuilt worker ${mediasoup.version}`)
  const archive = join(folder, 'prebuilt.tgz')
  const binary = join(folder, 'mediasoup-worker')
  try {
    await writeFile(archive, await download({ url: prebuiltUrl({ mediasoup, env }), signal }))
    await runLogged({
      name: 'worker-unpack',
      argv: ['tar', '-xzf', archive, '-C', folder],
      cwd: folder,
      env,
      signal,
      timeoutMs: UNPACK_TIMEOUT_MS,
      what: 'The prebuilt worker could not be unpacked',
      advice: 'nothing: it will be built instead.',
    })
    await chmod(binary, 0o755)
    if (!(await workerRuns(binary))) throw new Error('it does not run on this machine')
    step.done('downloaded')
    return true
  } catch (error) {
    signal.throwIfAborted()
    // Any reason will do: building is the answer to all of them.
    step.done(`not to be had (${reasonOf(error)}), tried`)
    await rm(binary, { force: true })
    return false
  } finally {
    step.stop()
    await rm(archive, { force: true })
  }
}

/**
 * The same address that mediasoup's own installer uses, with the same variable to point it elsewhere.
 * @param {object} options
 * @param {import('./index.mjs').Mediasoup} options.mediasoup
 * @param {NodeJS.ProcessEnv} options.env
 * @returns {string}
 */
export function prebuiltUrl({ mediasoup, env }) {
  const releases = `${mediasoup.repositoryUrl.replace(/^git\+/, '').replace(/\.git$/, '')}/releases/download`
  const base = env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL ?? releases
  const kernel = process.platform === 'linux' ? `-kernel${release().split('.')[0]}` : ''
  const { version } = mediasoup
  return `${base}/${version}/mediasoup-worker-${version}-${process.platform}-${process.arch}${kernel}.tgz`
}

/**
 * @param {object} options
 * @param {string} options.url
 * @param {AbortSignal} options.signal
 * @returns {Promise<Uint8Array>}
 */
async function download({ url, signal }) {
  const unanswered = new AbortController()
  const answerTimer = setTimeout(() => unanswered.abort(new Error('no answer')), ANSWER_TIMEOUT_MS)
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, unanswered.signal, AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS)]),
    })
    clearTimeout(answerTimer)
    if (!response.ok) throw new Error(`HTTP status ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  } finally {
    clearTimeout(answerTimer)
  }
}

/**
 * @param {unknown} error
 * @returns {string}
 */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
