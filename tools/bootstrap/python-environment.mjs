// Python programs, each in a virtual environment of the cache with the versions that a requirements.txt pins.

import { access, copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureCachedFolder } from './cached-folder.mjs'
import { fingerprint } from './fingerprint.mjs'
import { runLogged } from './logged-process.mjs'
import { cacheFolder, repositoryRoot } from './paths.mjs'
import { beginStep } from './progress.mjs'

/** Some are compiled here, which takes most of a minute on a busy machine. */
const INSTALL_TIMEOUT_MS = 10 * 60_000

/**
 * @param {object} options
 * @param {string} options.name Of its folder in tools/, which has the requirements.txt, and in the cache.
 * @param {string} options.title What people call it.
 * @param {string} options.purpose
 * @param {string} options.advice What a machine needs on which it cannot be installed.
 * @param {NodeJS.ProcessEnv} options.env
 * @param {AbortSignal} options.signal
 * @returns {Promise<string>} The path of its Python.
 */
export async function ensurePythonEnvironment({ name, title, purpose, advice, env, signal }) {
  const requirements = join(repositoryRoot, 'tools', name, 'requirements.txt')
  const version = await fingerprint({
    root: repositoryRoot,
    files: [requirements],
    facts: [process.platform, process.arch],
  })
  const folder = join(cacheFolder(env), name, version)
  const isReady = async () =>
    await access(join(folder, 'complete')).then(
      () => true,
      () => false,
    )
  await ensureCachedFolder({
    content: title,
    folder,
    signal,
    isReady,
    make: async (unfinished) => {
      const step = beginStep(`Installing ${title} ${purpose}`)
      try {
        const what = `${title} could not be installed`
        const common = { name, cwd: unfinished, env, signal, timeoutMs: INSTALL_TIMEOUT_MS, what, advice }
        await runLogged({ ...common, argv: ['python3', '-m', 'venv', unfinished] })
        const python = join(unfinished, 'bin', 'python')
        await runLogged({ ...common, argv: [python, '-m', 'pip', 'install', '--quiet', '-r', requirements] })
        await copyFile(requirements, join(unfinished, 'complete'))
        step.done()
      } finally {
        step.stop()
      }
    },
  })
  return join(folder, 'bin', 'python')
}
