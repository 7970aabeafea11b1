/** Names of namespaces carry who made them, so that a later lab can tell leftovers from those in use. */
import { readFileSync } from 'node:fs'

const pattern = /^mrtc-(\d+)-(\d+)-/

/** When a process began, in clock ticks since boot: with the pid it names a process for good. */
function startTicks(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field, the name in brackets, may have blanks of its own.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

/** Every lab of this process gets a prefix of its own. */
export function namespacePrefix(lab: number): string {
  return `mrtc-${process.pid}-${startTicks(process.pid)}-${lab}-`
}

/** Whether the maker of this namespace is gone. False for names that are not ours. */
export function isLeftover(namespace: string): boolean {
  const match = pattern.exec(namespace)
  if (!match) return false
  const [, pid, ticks] = match
  return startTicks(Number(pid)) !== ticks
}
