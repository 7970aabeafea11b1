/** Programs with all that they have started: stops them, as a machine does that goes to sleep, and what they cost. */
import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

/** The process and all below it. */
async function treeOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const below = await Promise.all(children.split(' ').filter(Boolean).map(Number).map(treeOf))
  return [pid, ...below.flat()]
}

/** Where /proc/<pid>/stat has its times, counted behind the name in brackets (proc(5)). */
const userTimeField = 11
const systemTimeField = 12
/** Of the kernel's clock in /proc; Linux shows it to programs as 100 a second everywhere. */
const ticksPerSecond = 100

/** What the process and all below it have used of a core, in seconds. Those that have ended are left out. */
export async function cpuSecondsOf(pid: number): Promise<number> {
  const ticks = await Promise.all(
    (await treeOf(pid)).map(async (one) => {
      const stat = await readFile(`/proc/${one}/stat`, 'utf8').catch(() => '')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return Number(fields[userTimeField] ?? 0) + Number(fields[systemTimeField] ?? 0)
    }),
  )
  return ticks.reduce((total, own) => total + own, 0) / ticksPerSecond
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
