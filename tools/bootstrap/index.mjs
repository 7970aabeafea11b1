// What has to be on the machine before a command can run: each file here gets one thing, does nothing when it is there
// already, and says what it does when it is not. `prepare` is the door.

import { ensureWorker } from '../worker/index.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { commandEnvironment } from './environment.mjs'
import { ensurePesq } from './pesq.mjs'
import { ensureChromium, ensureCoturn, ensureFfmpeg, ensureFirefox, ensureNetlab, ensurePostgres } from './programs.mjs'
import { ensureSchemathesis } from './schemathesis.mjs'
import { ensureToolchain } from './toolchain.mjs'

/**
 * A step: may install something, and returns what the environment of everything after it has to be.
 * @typedef {(options: { env: NodeJS.ProcessEnv, signal: AbortSignal }) => Promise<NodeJS.ProcessEnv>} Step
 */

/** @type {Record<import('../commands.mjs').Need, Step>} */
const steps = {
  toolchain: ensureToolchain,
  dependencies: ensureDependencies,
  worker: ensureWorker,
  chromium: ensureChromium,
  firefox: ensureFirefox,
  ffmpeg: ensureFfmpeg,
  coturn: ensureCoturn,
  netlab: ensureNetlab,
  pesq: ensurePesq,
  postgres: ensurePostgres,
  schemathesis: ensureSchemathesis,
}

/**
 * Gets everything that a command needs.
 * @param {object} options
 * @param {import('../commands.mjs').Need[]} options.needs
 * @param {AbortSignal} options.signal
 * @returns {Promise<NodeJS.ProcessEnv>} The environment to run the command in.
 */
export async function prepare({ needs, signal }) {
  let env = commandEnvironment(process.env)
  for (const need of needs) env = await steps[need]({ env, signal })
  return env
}
