/** Processes of this machine as /proc has them. */
import { readdir, readFile } from 'node:fs/promises'

export interface ProcessInfo {
  readonly pid: number
  readonly parentPid: number
  /** At most 15 characters, as the kernel keeps it. */
  readonly name: string
  readonly cpuMs: number
}

/** USER_HZ: 100 on every Linux that matters here. */
const msPerTick = 10

export async function listProcesses(): Promise<ProcessInfo[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const infos = await Promise.all(pids.map((pid) => readProcess(Number(pid))))
  return infos.filter((info) => info !== null)
}

async function readProcess(pid: number): Promise<ProcessInfo | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  if (stat === null) return null
  const nameEnd = stat.lastIndexOf(')')
  const fields = stat.slice(nameEnd + 2).split(' ')
  return {
    pid,
    parentPid: Number(fields[1]),
    name: stat.slice(stat.indexOf('(') + 1, nameEnd),
    cpuMs: (Number(fields[11]) + Number(fields[12])) * msPerTick,
  }
}

export async function childrenOf(pid: number): Promise<ProcessInfo[]> {
  return (await listProcesses()).filter((info) => info.parentPid === pid)
}

/** The process and all below it. */
export function treeOf(pid: number, processes: readonly ProcessInfo[]): ProcessInfo[] {
  const tree: ProcessInfo[] = processes.filter((info) => info.pid === pid)
  for (let i = 0; i < tree.length; i++) tree.push(...processes.filter((info) => info.parentPid === tree[i]?.pid))
  return tree
}

/** CPU time of named groups of processes since the previous reading. */
export class CpuMeter {
  readonly #seen = new Map<number, number>()

  async read(
    groups: (processes: readonly ProcessInfo[]) => Record<string, readonly ProcessInfo[]>,
  ): Promise<Record<string, number>> {
    const used: Record<string, number> = {}
    for (const [group, processes] of Object.entries(groups(await listProcesses()))) {
      used[group] = 0
      for (const { pid, cpuMs } of processes) {
        // What a process used before it was first seen is not of this interval.
        used[group] += cpuMs - (this.#seen.get(pid) ?? cpuMs)
        this.#seen.set(pid, cpuMs)
      }
    }
    return used
  }
}
