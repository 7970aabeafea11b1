// PESQ (ITU-T P.862), which scores sound against its source: a Python package in a virtual environment of the cache.
// A measurement is worth having without it, so a machine that cannot have it is told so once and the command goes on.

import { BootstrapFailure } from './failure.mjs'
import { writeLine } from './progress.mjs'
import { ensurePythonEnvironment } from './python-environment.mjs'
import { ensureSystemPackages } from './system-packages.mjs'

/** Names the Python that has the package; who sets it has chosen one. */
const PYTHON_VARIABLE = 'MRTC_PESQ_PYTHON'

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
    const python = await ensurePythonEnvironment({
      name: 'pesq',
      title: 'PESQ',
      purpose: 'for scores of sound',
      advice: 'on Debian it needs python3-venv, python3-dev and gcc, and pip has to reach its registry.',
      env,
      signal,
    })
    return { ...env, [PYTHON_VARIABLE]: python }
  } catch (error) {
    if (!(error instanceof BootstrapFailure)) throw error
    writeLine(`No score of sound (PESQ): ${error.message}`)
    return env
  }
}
