// Builds the worker from the source in mediasoup's npm package with the libraries of the system, by CMakeLists.txt here.

import { copyFile, rm } from 'node:fs/promises'
import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import { BootstrapFailure } from '../bootstrap/failure.mjs'
import { runLogged } from '../bootstrap/logged-process.mjs'
import { repositoryRoot } from '../bootstrap/paths.mjs'
import { beginStep } from '../bootstrap/progress.mjs'
import { ensureSystemPackages } from '../bootstrap/system-packages.mjs'
import { workerRuns } from './smoke-test.mjs'

/** @type {import('../bootstrap/system-packages.mjs').SystemPackage[]} */
const BUILD_PACKAGES = [
  { name: 'cmake', anyProgram: ['cmake'] },
  { name: 'ninja-build', anyProgram: ['ninja'] },
  { name: 'g++', anyProgram: ['g++'] },
  { name: 'flatbuffers-compiler', anyProgram: ['flatc'] },
  { name: 'libflatbuffers-dev', header: 'flatbuffers/flatbuffers.h' },
  { name: 'libuv1-dev', header: 'uv.h' },
  { name: 'libssl-dev', header: 'openssl/ssl.h' },
  { name: 'libsrtp2-dev', header: 'srtp2/srtp.h' },
  { name: 'libabsl-dev', header: 'absl/strings/string_view.h' },
]

/** What one compiler needs at worst: some files are compiled a dozen at a time. */
const MEMORY_PER_JOB_BYTES = 1.5 * 2 ** 30

/** About two minutes on two cores; a machine that needs this long cannot carry calls either. */
const BUILD_TIMEOUT_MS = 60 * 60_000

/** Source files that are compiled as one: half the build time, while a dozen still fit in memory. */
const UNITY_BATCH_SIZE = 12

/**
 * @param {object} options
 * @param {string} options.source The `worker` folder of mediasoup's npm package.
 * @param {string} options.folder Where to put `mediasoup-worker`.
 * @param {NodeJS.ProcessEnv} options.env
 * @param {AbortSignal} options.signal
 * @returns {Promise<void>}
 */
export async function buildWorker({ source, folder, env, signal }) {
  if (process.platform !== 'linux') {
    throw new BootstrapFailure({
      what: "mediasoup's worker can be built on Linux only, and a prebuilt one could not be downloaded.",
      advice: 'connect to the internet and run the command again, or set MEDIASOUP_WORKER_BIN to a worker of your own.',
    })
  }
  await ensureSystemPackages({ packages: BUILD_PACKAGES, purpose: 'building the media worker', env, signal })

  const step = beginStep("Building mediasoup's worker from source, about two minutes on two cores")
  const buildFolder = join(folder, 'build')
  const tool = /** @type {const} */ ({
    name: 'worker-build',
    cwd: folder,
    env,
    signal,
    timeoutMs: BUILD_TIMEOUT_MS,
    what: "mediasoup's worker could not be built",
    advice:
      'see the log; where the compiler was killed, the machine needs more memory. A worker built elsewhere can be named by MEDIASOUP_WORKER_BIN.',
    onLine: (/** @type {string} */ line) => {
      const counted = /^\[(\d+)\/(\d+)\]/.exec(line)
      if (counted) step.note(`${counted[1]} of ${counted[2]} files`)
    },
  })
  try {
    await runLogged({
      ...tool,
      argv: [
        'cmake',
        ...['-G', 'Ninja', '-S', join(repositoryRoot, 'tools', 'worker'), '-B', buildFolder],
        `-DWORKER_SOURCE_DIR=${source}`,
        '-DCMAKE_UNITY_BUILD=ON',
        `-DCMAKE_UNITY_BUILD_BATCH_SIZE=${UNITY_BATCH_SIZE}`,
      ],
    })
    await runLogged({ ...tool, argv: ['ninja', '-C', buildFolder, '-j', String(buildJobs())] })
    const binary = join(folder, 'mediasoup-worker')
    await copyFile(join(buildFolder, 'mediasoup-worker'), binary)
    await rm(buildFolder, { recursive: true })
    if (!(await workerRuns(binary))) {
      throw new BootstrapFailure({
        what: "mediasoup's worker was built but does not run.",
        advice:
          'the libraries that it was built with and those it runs with may differ: see `ldd` of a worker built by hand.',
      })
    }
    step.done('built')
  } finally {
    step.stop()
  }
}

/**
 * @returns {number} Compilers at a time.
 */
function buildJobs() {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / MEMORY_PER_JOB_BYTES)))
}
