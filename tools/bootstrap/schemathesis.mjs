// schemathesis, which asks an API anything that its OpenAPI document allows, and what it does not: a Python program.
// A machine that cannot have it is told so once, and tests go on without it.

import { BootstrapFailure } from './failure.mjs'
import { writeLine } from './progress.mjs'
import { ensurePythonEnvironment } from './python-environment.mjs'
import { ensureSystemPackages } from './system-packages.mjs'

/** Names the Python that has the package; who sets it has chosen one. */
const PYTHON_VARIABLE = 'MRTC_SCHEMATHESIS_PYTHON'

/** @type {import('./system-packages.mjs').SystemPackage[]} */
const PACKAGES = [{ name: 'python3', anyProgram: ['python3'] }]

/**
 * @type {import('./index.mjs').Step}
 */
export async function ensureSchemathesis({ env, signal }) {
  if (env[PYTHON_VARIABLE]) return env
  try {
    await ensureSystemPackages({ packages: PACKAGES, purpose: 'checking the API', env, signal })
    const python = await ensurePythonEnvironment({
      name: 'schemathesis',
      title: 'schemathesis',
      purpose: 'to check the API',
      advice: 'on Debian it needs python3-venv, and pip has to reach its registry.',
      env,
      signal,
    })
    return { ...env, [PYTHON_VARIABLE]: python }
  } catch (error) {
    if (!(error instanceof BootstrapFailure)) throw error
    writeLine(`Nobody asks the API anything (schemathesis): ${error.message}`)
    return env
  }
}
