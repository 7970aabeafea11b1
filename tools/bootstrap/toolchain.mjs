// The project's own Node and pnpm, whatever the system has: npm packages, installed once a user and version.

import { execFile } from 'node:child_process'
import { access, copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ensureCachedFolder } from './cached-folder.mjs'
import { withPathFirst } from './environment.mjs'
import { BootstrapFailure } from './failure.mjs'
import { fingerprint } from './fingerprint.mjs'
import { runLogged } from './logged-process.mjs'
import { cacheFolder, repositoryRoot } from './paths.mjs'
import { beginStep } from './progress.mjs'

const run = promisify(execFile)

/** Which versions: a package of its own, because npm has to install it before pnpm is there to look at the workspace. */
const MANIFEST = join(repositoryRoot, 'tools', 'toolchain', 'package.json')

/** Installing takes seconds; a registry that hangs is not waited for longer than this. */
const INSTALL_TIMEOUT_MS = 10 * 60_000

/**
 * @type {import('./index.mjs').Step}
 */
export async function ensureToolchain({ env, signal }) {
  const version = await toolchainFingerprint()
  const folder = join(cacheFolder(), 'toolchain', version)
  await ensureCachedFolder({
    content: 'Node and pnpm',
    folder,
    signal,
    isReady: async () => (await exists(program(folder, 'node'))) && (await exists(program(folder, 'pnpm'))),
    make: async (unfinished) => install({ folder: unfinished, env, signal }),
  })
  return withPathFirst(env, join(folder, 'node_modules', '.bin'))
}

/**
 * @returns {Promise<string>} Changes with the versions and the platform.
 */
export async function toolchainFingerprint() {
  return await fingerprint({ root: repositoryRoot, files: [MANIFEST], facts: [process.platform, process.arch] })
}

/**
 * @param {object} options
 * @param {string} options.folder
 * @param {NodeJS.ProcessEnv} options.env
 * @param {AbortSignal} options.signal
 */
async function install({ folder, env, signal }) {
  /** @type {{ dependencies: { node: string, pnpm: string } }} */
  const { dependencies } = JSON.parse(await readFile(MANIFEST, 'utf8'))
  const step = beginStep(`Installing Node ${dependencies.node} and pnpm ${dependencies.pnpm}`)
  try {
    await copyFile(MANIFEST, join(folder, 'package.json'))
    await runLogged({
      name: 'toolchain',
      // Node's package fetches the binary in an install script. No lock file: npm would write the packages of this
      // platform only; the versions in the manifest are exact. The level, because `npm run --silent` hands down its own.
      argv: [
        'npm',
        'install',
        '--loglevel=warn',
        '--no-package-lock',
        '--ignore-scripts=false',
        '--no-audit',
        '--no-fund',
      ],
      cwd: folder,
      env,
      signal,
      timeoutMs: INSTALL_TIMEOUT_MS,
      what: 'Node and pnpm could not be installed',
      advice: 'check that npm reaches its registry (npm ping) and run the command again.',
    })
    await expectVersion(program(folder, 'node'), `v${dependencies.node}`)
    await expectVersion(program(folder, 'pnpm'), dependencies.pnpm)
    step.done()
  } finally {
    step.stop()
  }
}

/**
 * @param {string} file
 * @param {string} expected
 */
async function expectVersion(file, expected) {
  const found = await run(file, ['--version']).then(
    ({ stdout }) => stdout.trim(),
    (error) => `an error: ${error.message}`,
  )
  if (found === expected) return
  throw new BootstrapFailure({
    what: `The npm package gave a program that does not work here: ${file} --version answers ${found} instead of ${expected}.`,
    advice: 'the project runs on Linux with glibc and on macOS, on x64 and arm64; see README.md.',
  })
}

/**
 * @param {string} folder
 * @param {string} name
 */
function program(folder, name) {
  return join(folder, 'node_modules', '.bin', name)
}

/**
 * @param {string} file
 * @returns {Promise<boolean>}
 */
async function exists(file) {
  return await access(file).then(
    () => true,
    () => false,
  )
}
