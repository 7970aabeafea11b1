/** Stops programs with all that they have started, as a machine does that goes to sleep. */
import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

/** The process and all below it. */
async function treeOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const below = await Promise.all(children.split(' ').filter(Boolean).map(Number).map(treeOf))
  return [pid, ...below.flat()]
}

/** Nothing of the program runs for so long; then all of it goes on where it was. */
export async function pauseTree(pid: number, durationMs: number): Promise<void> {
  const pids = await treeOf(pid)
  try {
    signal(pids, 'SIGSTOP')
    await delay(durationMs)
  } finally {
    signal(pids, 'SIGCONT')
  }
}

function signal(pids: readonly number[], name: 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name)
    } catch (error) {
      // A helper of it may have ended meanwhile.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
    }
  }
}
