/** One server a data folder: two PostgreSQLs on the same files would destroy them. */
import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartupError } from '../startup-error.ts'

const lockName = 'lock'
/** Another server may be sweeping the same stale lock: that settles within one round. */
const attempts = 5

interface Owner {
  readonly pid: number
  /** Tells a process from a later one with the same pid; unknown where there is no /proc. */
  readonly startedAt: string | undefined
}

export interface Lock {
  release(): Promise<void>
}

/** @throws StartupError when a running server holds the folder */
export async function lockFolder(dir: string): Promise<Lock> {
  const path = join(dir, lockName)
  const content = JSON.stringify({ pid: process.pid, startedAt: await startOf(process.pid) } satisfies Owner)
  const draft = `${path}.${randomUUID()}`
  // Written apart and linked: a lock is there with its content or not at all.
  await writeFile(draft, content)
  try {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      if (await succeeds(link(draft, path), 'EEXIST')) return { release: () => release(path, content) }
      await sweepIfStale(path)
    }
  } finally {
    await rm(draft, { force: true })
  }
  throw held(dir)
}

async function release(path: string, content: string): Promise<void> {
  if ((await contentOf(path)) === content) await rm(path, { force: true })
}

async function sweepIfStale(path: string): Promise<void> {
  const content = await contentOf(path)
  if (content === undefined) return
  const owner = parseOwner(content)
  if (owner && (await isRunning(owner))) throw held(join(path, '..'), owner.pid)
  // Moved before it is removed: if another server swept it and locked meanwhile, its lock goes back.
  const aside = `${path}.${randomUUID()}`
  if (!(await succeeds(rename(path, aside), 'ENOENT'))) return
  if ((await contentOf(aside)) !== content) await succeeds(link(aside, path), 'EEXIST')
  await rm(aside, { force: true })
}

async function isRunning({ pid, startedAt }: Owner): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it runs as another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  // Containers give every start the same low pid, so that the pid alone would find itself running.
  return startedAt === undefined || startedAt === (await startOf(pid))
}

/** When a process started, in clock ticks since boot: proc(5), field 22 of /proc/pid/stat. */
async function startOf(pid: number): Promise<string | undefined> {
  const stat = await contentOf(`/proc/${pid}/stat`)
  // Field 2 is the name in brackets and may have spaces; field 3 follows the last bracket.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[22 - 3]
}

function parseOwner(content: string): Owner | undefined {
  try {
    const owner: unknown = JSON.parse(content)
    if (typeof owner !== 'object' || owner === null || !('pid' in owner) || typeof owner.pid !== 'number')
      return undefined
    const startedAt = 'startedAt' in owner && typeof owner.startedAt === 'string' ? owner.startedAt : undefined
    return { pid: owner.pid, startedAt }
  } catch (error) {
    // A lock cut short by a power failure belongs to nobody.
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'ESRCH')) return undefined
    throw error
  }
}

/** False when it failed with just this code. */
async function succeeds(work: Promise<void>, code: string): Promise<boolean> {
  try {
    await work
    return true
  } catch (error) {
    if (isCode(error, code)) return false
    throw error
  }
}

const isCode = (error: unknown, code: string) => (error as NodeJS.ErrnoException).code === code

function held(dir: string, pid?: number): StartupError {
  const who = pid === undefined ? 'Another server' : `Another server (pid ${pid})`
  return new StartupError([
    `${who} runs on the data folder ${dir}: stop it, or set data.dir (MRTC_DATA_DIR) to another folder.`,
  ])
}
