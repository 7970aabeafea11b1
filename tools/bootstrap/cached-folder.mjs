// A folder of the cache that is made once: complete or not there at all, whatever ends the process that makes it.

import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { withLock } from './lock.mjs'
import { writeLine } from './progress.mjs'

/** Begins the name of a folder that is still being made. */
const UNFINISHED_PREFIX = '.unfinished-'

/**
 * @param {object} options
 * @param {string} options.content What is in it, for people.
 * @param {string} options.folder
 * @param {() => Promise<boolean>} options.isReady Asked before and, as another process may have made it meanwhile, after the lock is held.
 * @param {(unfinished: string) => Promise<void>} options.make Fills the folder it is given, which is then renamed.
 * @param {AbortSignal} options.signal
 * @returns {Promise<void>}
 */
export async function ensureCachedFolder({ content, folder, isReady, make, signal }) {
  if (await isReady()) return
  const name = basename(folder)
  const unfinishedPrefix = `${UNFINISHED_PREFIX}${name}-`
  await withLock({
    file: `${folder}.lock`,
    signal,
    onWait: () => writeLine(`Another mrtc command is installing ${content}; waiting for it ...`),
    work: async () => {
      if (await isReady()) return
      // What a killed process left behind; nobody else is making this folder while we hold its lock.
      for (const entry of await readdir(dirname(folder))) {
        if (entry.startsWith(unfinishedPrefix)) await rm(join(dirname(folder), entry), { recursive: true, force: true })
      }
      const unfinished = join(dirname(folder), `${unfinishedPrefix}${randomUUID()}`)
      try {
        await mkdir(unfinished)
        await make(unfinished)
        await rm(folder, { recursive: true, force: true })
        await rename(unfinished, folder)
      } finally {
        await rm(unfinished, { recursive: true, force: true })
      }
    },
  })
}
