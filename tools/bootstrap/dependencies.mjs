// The workspace's dependencies: `pnpm install`, skipped when nothing that it looks at has changed since the last one.

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { absentAs } from './absent.mjs'
import { filesUnder, fingerprint } from './fingerprint.mjs'
import { withLock } from './lock.mjs'
import { runLogged } from './logged-process.mjs'
import { cacheFolder, repositoryRoot } from './paths.mjs'
import { beginStep, writeLine } from './progress.mjs'
import { toolchainFingerprint } from './toolchain.mjs'
import { workspaceFolders } from './workspace-folders.mjs'

/** Several hundred packages over a slow line; beyond this the registry is taken to hang. */
const INSTALL_TIMEOUT_MS = 30 * 60_000

/** pnpm's own record of what it has installed: without it node_modules is not complete. */
const PNPM_RECORD = join('node_modules', '.modules.yaml')

/**
 * @type {import('./index.mjs').Step}
 */
export async function ensureDependencies({ env, signal }) {
  const stamp = stampOf(repositoryRoot)
  if (await stamp.isCurrent()) return env
  await withLock({
    file: join(
      cacheFolder(),
      'locks',
      `dependencies-${await fingerprint({ root: '/', files: [], facts: [repositoryRoot] })}`,
    ),
    signal,
    onWait: () => writeLine('Another mrtc command is installing the dependencies; waiting for it ...'),
    work: async () => {
      if (await stamp.isCurrent()) return
      await install({ env, signal })
      await stamp.write()
    },
  })
  return env
}

/**
 * What an install was made from, remembered beside its result.
 * @param {string} root
 */
export function stampOf(root) {
  const file = join(root, 'node_modules', '.mrtc-installed')
  const current = async () =>
    await fingerprint({
      root,
      files: [
        join(root, 'pnpm-lock.yaml'),
        join(root, 'pnpm-workspace.yaml'),
        ...[root, ...(await workspaceFolders(root))].map((folder) => join(folder, 'package.json')),
        ...(await filesUnder(join(root, 'patches'))),
      ],
      facts: [await toolchainFingerprint()],
    })
  return {
    /** @returns {Promise<boolean>} */
    isCurrent: async () => {
      const written = await readFile(file, 'utf8').catch(absentAs(undefined))
      const record = await readFile(join(root, PNPM_RECORD)).catch(absentAs(undefined))
      return record !== undefined && written === (await current())
    },
    /** @returns {Promise<void>} */
    write: async () => {
      // With no dependency at all pnpm makes no folder.
      await mkdir(join(root, 'node_modules'), { recursive: true })
      await writeFile(file, await current())
    },
  }
}

/**
 * @param {object} options
 * @param {NodeJS.ProcessEnv} options.env
 * @param {AbortSignal} options.signal
 */
async function install({ env, signal }) {
  const step = beginStep('Installing dependencies')
  try {
    await runLogged({
      name: 'dependencies',
      // Without a terminal pnpm would refuse to replace a node_modules that another version has made.
      argv: ['pnpm', 'install', '--frozen-lockfile', '--reporter=append-only', '--config.confirm-modules-purge=false'],
      cwd: repositoryRoot,
      env,
      signal,
      timeoutMs: INSTALL_TIMEOUT_MS,
      what: 'The dependencies could not be installed',
      advice: installAdvice,
      onLine: (line) => {
        const progress = /Progress: (.*)/.exec(line)?.[1]
        if (progress) step.note(progress)
      },
    })
    step.done()
  } finally {
    step.stop()
  }
}

/**
 * @param {string} log
 * @returns {string}
 */
function installAdvice(log) {
  if (/OUTDATED_LOCKFILE|LOCKFILE_CONFIG_MISMATCH/.test(log)) {
    return 'a package.json has changed without pnpm-lock.yaml: run `npm run exec -- pnpm install` and commit the lock file.'
  }
  return 'check that npm reaches its registry (npm ping) and run the command again; what was downloaded already is kept.'
}
