// mediasoup's worker, the C++ program that carries the media: built here from the source in the npm package, with our
// patch; where that cannot be, the one that mediasoup's authors build, which lacks strong repair. mediasoup's own
// installer builds with dependencies from places that not every machine reaches, and inside of node_modules, where each
// clone would build again.

import { readFile, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureCachedFolder } from '../bootstrap/cached-folder.mjs'
import { BootstrapFailure } from '../bootstrap/failure.mjs'
import { filesUnder, fingerprint } from '../bootstrap/fingerprint.mjs'
import { cacheFolder, repositoryRoot } from '../bootstrap/paths.mjs'
import { writeLine } from '../bootstrap/progress.mjs'
import { buildWorker } from './build.mjs'
import { downloadWorker } from './prebuilt.mjs'
import { workerRuns } from './smoke-test.mjs'

/** The server's own copy: the worker and the JavaScript that talks to it must be of one version. */
const MEDIASOUP = join(repositoryRoot, 'apps', 'server', 'node_modules', 'mediasoup')

/** Sources and what is done to them: everything that a built worker depends on besides mediasoup's version. */
const RECIPE_FOLDERS = [join(repositoryRoot, 'tools', 'worker'), join(repositoryRoot, 'patches')]

/** Files of the recipe that change the binary; the scripts around them do not. */
const RECIPE_FILES = /(CMakeLists\.txt|\.h|mediasoup@[^/\\]*\.patch)$/

/** What mediasoup looks at for the path of its worker. */
const WORKER_VARIABLE = 'MEDIASOUP_WORKER_BIN'

/**
 * @type {import('../bootstrap/index.mjs').Step}
 */
export async function ensureWorker({ env, signal }) {
  const given = env[WORKER_VARIABLE]
  if (given) {
    await expectGivenWorkerRuns(given)
    return env
  }
  const mediasoup = await readMediasoup()
  const recipe = (await Promise.all(RECIPE_FOLDERS.map(filesUnder))).flat().filter((file) => RECIPE_FILES.test(file))
  const version = await fingerprint({ root: repositoryRoot, files: recipe, facts: [process.platform, process.arch] })
  const folder = join(cacheFolder(), 'worker', `${mediasoup.version}-${version}`)
  const binary = join(folder, 'mediasoup-worker')
  await ensureCachedFolder({
    content: "mediasoup's worker",
    folder,
    signal,
    // Also true of a system that has been upgraded under the cache: the built worker is linked to its libraries.
    isReady: async () => await workerRuns(binary),
    make: async (unfinished) => {
      try {
        await buildWorker({ source: join(mediasoup.folder, 'worker'), folder: unfinished, env, signal })
      } catch (error) {
        if (!(error instanceof BootstrapFailure)) throw error
        if (!(await downloadWorker({ mediasoup, folder: unfinished, env, signal }))) throw error
        writeLine('  The worker could not be built here: the downloaded one repairs less under heavy loss.')
      }
    },
  })
  return { ...env, [WORKER_VARIABLE]: binary }
}

/**
 * @typedef {object} Mediasoup
 * @property {string} folder
 * @property {string} version
 * @property {string} repositoryUrl
 *
 * @returns {Promise<Mediasoup>}
 */
async function readMediasoup() {
  const folder = await realpath(MEDIASOUP)
  /** @type {{ version: string, repository: { url: string } }} */
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  return { folder, version: manifest.version, repositoryUrl: manifest.repository.url }
}

/**
 * @param {string} file
 */
async function expectGivenWorkerRuns(file) {
  if (await workerRuns(file)) return
  throw new BootstrapFailure({
    what: `${WORKER_VARIABLE} is ${file}, which is no mediasoup worker that runs here.`,
    advice: `correct ${WORKER_VARIABLE}, or unset it: a worker is then built.`,
  })
}
