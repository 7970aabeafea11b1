/** Folders that end with the process that made them, at the latest when the next run sweeps. */
import { access, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const prefix = 'mrtc-quality-'

export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string
}

export async function makeTemporaryFolder(): Promise<TemporaryFolder> {
  await sweepTemporaryFolders()
  const path = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`))
  return { path, [Symbol.asyncDispose]: () => remove(path) }
}

/** A browser that is ending may still write. */
function remove(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}

/** Removes what runs that were killed left. */
async function sweepTemporaryFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(prefix) ? /^\d+/.exec(name.slice(prefix.length))?.[0] : undefined
    if (pid === undefined) continue
    const isRunning = await access(`/proc/${pid}`).then(
      () => true,
      () => false,
    )
    if (!isRunning) await remove(join(tmpdir(), name))
  }
}
