// Packages of the operating system: found by what they bring (no package manager is asked while everything is there),
// installed by apt where we may, and otherwise named so that a person can.

import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { BootstrapFailure } from './failure.mjs'
import { withLock } from './lock.mjs'
import { runLogged } from './logged-process.mjs'
import { cacheFolder, repositoryRoot } from './paths.mjs'
import { beginStep, writeLine } from './progress.mjs'

/** A browser over a slow line; beyond this the mirror is taken to hang. */
const APT_TIMEOUT_MS = 30 * 60_000

/** Seconds that apt waits for another apt, e.g. the one that a fresh machine runs at its start. */
const APT_LOCK_TIMEOUT_S = 300

/** Where a C++ compiler looks for headers. */
const INCLUDE_FOLDERS = ['/usr/include', '/usr/local/include']

/**
 * A Debian package and how to tell that it, or something as good, is there.
 * @typedef {{ name: string } & ({ anyProgram: string[] } | { header: string })} SystemPackage
 *
 * What is looked at; tests hand in their own.
 * @typedef {object} Probe
 * @property {(file: string) => Promise<boolean>} isExecutable
 * @property {(file: string) => Promise<boolean>} exists
 * @property {() => boolean} isRoot
 */

/** @type {Probe} */
const thisMachine = {
  isExecutable: async (file) => await accessible(file, constants.X_OK),
  exists: async (file) => await accessible(file, constants.F_OK),
  isRoot: () => process.getuid?.() === 0,
}

/**
 * @param {object} options
 * @param {SystemPackage[]} options.packages
 * @param {string} options.purpose What they are for, e.g. "building the media worker".
 * @param {NodeJS.ProcessEnv} options.env
 * @param {AbortSignal} options.signal
 * @param {Probe} [options.probe]
 * @returns {Promise<void>}
 */
export async function ensureSystemPackages({ packages, purpose, env, signal, probe = thisMachine }) {
  const missing = await missingPackages({ packages, env, probe })
  if (missing.length === 0) return
  const names = missing.map(({ name }) => name)
  if (!probe.isRoot() || !(await findProgram({ names: ['apt-get'], env, probe }))) {
    throw new BootstrapFailure({
      what: `For ${purpose} this machine lacks: ${names.join(', ')}.`,
      advice:
        `install ${names.length === 1 ? 'it' : 'them'} and run the command again. On Debian or Ubuntu: ` +
        `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`,
    })
  }
  await withLock({
    file: join(cacheFolder(env), 'locks', 'apt'),
    signal,
    onWait: () => writeLine('Another mrtc command is installing system packages; waiting for it ...'),
    work: async () => await install({ names, purpose, env, signal }),
  })
  const stillMissing = await missingPackages({ packages: missing, env, probe })
  if (stillMissing.length === 0) return
  throw new BootstrapFailure({
    what: `apt-get has installed ${names.join(', ')}, but what ${purpose} needs of ${stillMissing.map(({ name }) => name).join(', ')} is still not there.`,
    advice: 'the distribution may have it under another name: see tools/bootstrap for what is looked for.',
  })
}

/**
 * @param {object} options
 * @param {SystemPackage[]} options.packages
 * @param {NodeJS.ProcessEnv} options.env
 * @param {Probe} options.probe
 * @returns {Promise<SystemPackage[]>}
 */
export async function missingPackages({ packages, env, probe }) {
  const present = await Promise.all(packages.map((each) => isPresent({ systemPackage: each, env, probe })))
  return packages.filter((_, index) => !present[index])
}

/**
 * @param {object} options
 * @param {SystemPackage} options.systemPackage
 * @param {NodeJS.ProcessEnv} options.env
 * @param {Probe} options.probe
 * @returns {Promise<boolean>}
 */
async function isPresent({ systemPackage, env, probe }) {
  if ('header' in systemPackage) {
    const found = await Promise.all(INCLUDE_FOLDERS.map((folder) => probe.exists(join(folder, systemPackage.header))))
    return found.includes(true)
  }
  return (await findProgram({ names: systemPackage.anyProgram, env, probe })) !== undefined
}

/**
 * @param {object} options
 * @param {string[]} options.names The first one that is found counts.
 * @param {NodeJS.ProcessEnv} options.env
 * @param {Probe} [options.probe]
 * @returns {Promise<string | undefined>} Its path.
 */
export async function findProgram({ names, env, probe = thisMachine }) {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const files = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  const found = await Promise.all(files.map(probe.isExecutable))
  return files.find((_, index) => found[index])
}

/**
 * @param {object} options
 * @param {string[]} options.names
 * @param {string} options.purpose
 * @param {NodeJS.ProcessEnv} options.env
 * @param {AbortSignal} options.signal
 */
async function install({ names, purpose, env, signal }) {
  const step = beginStep(`Installing ${names.join(', ')} for ${purpose}`)
  const apt = /** @type {const} */ ({
    name: 'apt',
    cwd: repositoryRoot,
    env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
    signal,
    timeoutMs: APT_TIMEOUT_MS,
    what: `${names.join(', ')} could not be installed`,
    advice:
      'check that apt reaches its mirrors and that the packages exist in this release, or install them in another way: ' +
      'they are then found and apt is not asked.',
    onLine: (/** @type {string} */ line) => {
      if (/^(Get|Unpacking|Setting up)/.test(line)) step.note(line)
    },
  })
  const lockTimeout = ['-o', `DPkg::Lock::Timeout=${APT_LOCK_TIMEOUT_S}`]
  try {
    await runLogged({ ...apt, argv: ['apt-get', ...lockTimeout, 'update'] })
    await runLogged({ ...apt, argv: ['apt-get', ...lockTimeout, 'install', '-y', '--no-install-recommends', ...names] })
    step.done()
  } finally {
    step.stop()
  }
}

/**
 * @param {string} file
 * @param {number} mode
 * @returns {Promise<boolean>}
 */
async function accessible(file, mode) {
  return await access(file, mode).then(
    () => true,
    () => false,
  )
}
