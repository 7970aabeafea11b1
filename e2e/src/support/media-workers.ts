/** The media worker processes of a server that runs in this process or another, as the operating system sees them. */
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

const watchMs = 500

/**
 * The worker that works most: the one with the call on it.
 * @param serverPid of the process that the server runs in
 */
export async function busiestMediaWorker(serverPid: number = process.pid): Promise<number> {
  const before = new Map(mediaWorkers(serverPid).map((pid) => [pid, cpuTicksOf(pid)]))
  await delay(watchMs)
  const [busiest] = mediaWorkers(serverPid)
    .map((pid) => ({ pid, ticks: cpuTicksOf(pid) - (before.get(pid) ?? 0) }))
    .sort((a, b) => b.ticks - a.ticks)
  if (!busiest) throw new Error('no media worker runs')
  return busiest.pid
}

function mediaWorkers(serverPid: number): number[] {
  const children = readFileSync(`/proc/${serverPid}/task/${serverPid}/children`, 'utf8').trim().split(' ').map(Number)
  return children.filter((pid) => statOf(pid).name.startsWith('mediasoup'))
}

function cpuTicksOf(pid: number): number {
  const { fields } = statOf(pid)
  // proc(5): field 14 is utime, 15 stime; the first of `fields` is field 3.
  return Number(fields[14 - 3]) + Number(fields[15 - 3])
}

function statOf(pid: number): { readonly name: string; readonly fields: readonly string[] } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const nameEnd = stat.lastIndexOf(')')
  return { name: stat.slice(stat.indexOf('(') + 1, nameEnd), fields: stat.slice(nameEnd + 2).split(' ') }
}
