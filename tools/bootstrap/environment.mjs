// The environment that commands run in.

import { delimiter, join } from 'node:path'
import { repositoryRoot } from './paths.mjs'

/**
 * What `npm run` tells the script that it starts. It would mislead the npm and pnpm that we start ourselves, and a command
 * is to behave the same without npm around it.
 */
const NPM_SCRIPT_VARIABLES =
  /^(npm_package_.*|npm_lifecycle_.*|npm_command|npm_execpath|npm_node_execpath|NODE|INIT_CWD)$/

/** Where Debian keeps ip, sysctl and the like; not everyone has it on PATH. */
const ADMINISTRATION_FOLDERS = ['/usr/sbin', '/sbin']

/**
 * @param {NodeJS.ProcessEnv} outer
 * @returns {NodeJS.ProcessEnv}
 */
export function commandEnvironment(outer) {
  const kept = Object.entries(outer).filter(([name]) => !NPM_SCRIPT_VARIABLES.test(name))
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...Object.fromEntries(kept), TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' }
  const path = [env.PATH, ...ADMINISTRATION_FOLDERS].filter(Boolean).join(delimiter)
  return withPathFirst({ ...env, PATH: path }, join(repositoryRoot, 'node_modules', '.bin'))
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} folder
 * @returns {NodeJS.ProcessEnv}
 */
export function withPathFirst(env, folder) {
  return { ...env, PATH: [folder, env.PATH].filter(Boolean).join(delimiter) }
}
