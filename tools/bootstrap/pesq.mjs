// PESQ (ITU-T P.862), which scores sound against its source: a Python package in a virtual environment of the cache.
// A measurement is worth having without it, so a machine that cannot have it is told so once and the command goes on.

import { access, copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureCachedFolder } from './cached-folder.mjs'
import { BootstrapFailure } from './failure.mjs'
import { fingerprint } from './fingerprint.mjs'
import { runLogged } from './logged-process.mjs'
import { cacheFolder, repositoryRoot } from './paths.mjs'
import { beginStep, writeLine } from './progress.mjs'
import { ensureSystemPackages } from './system-packages.mjs'

/** Names the Python that has the package; who sets it has chosen one. */
const PYTHON_VARIABLE = 'MRTC_PESQ_PYTHON'

const REQUIREMENTS = join(repositoryRoot, 'tools', 'pesq', 'requirements.txt')

/** It is compiled here, which takes most of a minute on a busy machine. */
const INSTALL_TIMEOUT_MS = 10 * 60_000

/** @type {import('./system-packages.mjs').SystemPackage[]} */
const PACKAGES = [
  { name: 'python3', anyProgram: ['python3'] },
  { name: 'gcc', anyProgram: ['gcc', 'cc'] },
]

/**
 * @type {import('./index.mjs').Step}
 */
export async function ensurePesq({ env, signal }) {
  if (env[PYTHON_VARIABLE]) return env
  try {
    await ensureSystemPackages({ packages: PACKAGES, purpose: 'scoring sound', env, signal })
    return { ...env, [PYTHON_VARIABLE]: await ensureVirtualEnvironment({ env, signal }) }
  } catch (error) {
    if (!(error instanceof BootstrapFailure)) throw error
    writeLine(`No score of sound (PESQ): ${error.message}`)
    return env
  }
}

/**
 * @param {{ env: NodeJS.ProcessEnv, signal: AbortSignal }} options
 * @returns {Promise<string>} The path of its Python.
 */
async function ensureVirtualEnvironment({ env, signal }) {
  const version = await fingerprint({
    root: repositoryRoot,
    files: [REQUIREMENTS],
    facts: [process.platform, process.arch],
  })
  const folder = join(cacheFolder(env), 'pesq', version)
  const python = join(folder, 'bin', 'python')
  await ensureCachedFolder({
    content: 'PESQ',
    folder,
    signal,
    isReady: async () =>
      await access(join(folder, 'complete')).then(
        () => true,
        () => false,
      ),
    make: async (unfinished) => {
      const step = beginStep('Installing PESQ for scores of sound')
      try {
        const common = /** @type {const} */ ({
          name: 'pesq',
          cwd: unfinished,
          env,
          signal,
          timeoutMs: INSTALL_TIMEOUT_MS,
          what: 'PESQ could not be installed',
          advice: 'on Debian it needs python3-venv, python3-dev and gcc, and pip has to reach its registry.',
        })
        await runLogged({ ...common, argv: ['python3', '-m', 'venv', unfinished] })
        const pip = join(unfinished, 'bin', 'python')
        await runLogged({ ...common, argv: [pip, '-m', 'pip', 'install', '--quiet', '-r', REQUIREMENTS] })
        await copyFile(REQUIREMENTS, join(unfinished, 'complete'))
        step.done()
      } finally {
        step.stop()
      }
    },
  })
  return python
}
