// Programs of the system that some commands drive.

import { ensureSystemPackages, findProgram } from './system-packages.mjs'

/** @import { SystemPackage } from './system-packages.mjs' */

/** Names the browser; the tests look at it, and who sets it has chosen one. */
const CHROMIUM_VARIABLE = 'MRTC_CHROMIUM'

/** Chrome serves as well. */
const CHROMIUM_PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** @type {SystemPackage[]} */
const CHROMIUM = [{ name: 'chromium', anyProgram: CHROMIUM_PROGRAMS }]

/** @type {SystemPackage[]} */
const FFMPEG = [{ name: 'ffmpeg', anyProgram: ['ffmpeg'] }]

/**
 * @type {import('./index.mjs').Step}
 */
export async function ensureChromium({ env, signal }) {
  if (env[CHROMIUM_VARIABLE]) return env
  await ensureSystemPackages({ packages: CHROMIUM, purpose: 'driving calls in a browser', env, signal })
  return { ...env, [CHROMIUM_VARIABLE]: await findProgram({ names: CHROMIUM_PROGRAMS, env }) }
}

/**
 * @type {import('./index.mjs').Step}
 */
export async function ensureFfmpeg({ env, signal }) {
  await ensureSystemPackages({ packages: FFMPEG, purpose: 'making and reading media files', env, signal })
  return env
}

/** Names the other browser, as MRTC_CHROMIUM does. */
const FIREFOX_VARIABLE = 'MRTC_FIREFOX'
const FIREFOX_PROGRAMS = ['firefox-esr', 'firefox']

/** @type {SystemPackage[]} */
const FIREFOX = [{ name: 'firefox-esr', anyProgram: FIREFOX_PROGRAMS }]

/**
 * @type {import('./index.mjs').Step}
 */
export async function ensureFirefox({ env, signal }) {
  if (env[FIREFOX_VARIABLE]) return env
  await ensureSystemPackages({ packages: FIREFOX, purpose: 'driving calls in Firefox', env, signal })
  return { ...env, [FIREFOX_VARIABLE]: await findProgram({ names: FIREFOX_PROGRAMS, env }) }
}

/** @type {SystemPackage[]} */
const COTURN = [{ name: 'coturn', anyProgram: ['turnserver'] }]

/**
 * @type {import('./index.mjs').Step}
 */
export async function ensureCoturn({ env, signal }) {
  await ensureSystemPackages({ packages: COTURN, purpose: 'relaying calls in tests', env, signal })
  return env
}

/** @type {SystemPackage[]} */
const NETLAB = [
  { name: 'iproute2', anyProgram: ['ip'] },
  { name: 'ethtool', anyProgram: ['ethtool'] },
  { name: 'util-linux', anyProgram: ['nsenter'] },
  { name: 'procps', anyProgram: ['sysctl'] },
]

/**
 * @type {import('./index.mjs').Step}
 */
export async function ensureNetlab({ env, signal }) {
  // Only root can make networks: for anyone else the programs would be of no use, and the lab says so itself.
  if (process.getuid?.() !== 0) return env
  await ensureSystemPackages({ packages: NETLAB, purpose: 'emulating networks', env, signal })
  return env
}

/** Debian keeps a bin of each version, none of them on PATH; `pg_lsclusters` comes with all of them. @type {SystemPackage[]} */
const POSTGRES = [{ name: 'postgresql', anyProgram: ['postgres', 'pg_lsclusters'] }]

/**
 * @type {import('./index.mjs').Step}
 */
export async function ensurePostgres({ env, signal }) {
  await ensureSystemPackages({ packages: POSTGRES, purpose: 'testing the store on PostgreSQL', env, signal })
  return env
}
