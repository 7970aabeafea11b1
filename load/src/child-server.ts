/** A program in a process of its own, so that its CPU time can be told from the load's. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'

export interface ChildServer extends AsyncDisposable {
  readonly pid: number
  /** CPU seconds used so far, user and system. */
  cpuSeconds(): Promise<number>
}

/** Linux counts process times in hundredths of a second. */
const ticksPerSecond = 100
const stopTimeoutMs = 6_000

export async function startChild(script: string, environment: Record<string, string>): Promise<ChildServer> {
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await once(child, 'spawn')
  const { pid } = child
  if (pid === undefined) throw new Error(`${script} did not start`)
  return {
    pid,
    cpuSeconds: async () => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
      // Counted after the name, which may have blanks of its own: fields 14 and 15 are user and system time.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
    },
    [Symbol.asyncDispose]: () => stop(child),
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
  await exit
  clearTimeout(timer)
}

/** A TCP port of loopback that was free just now. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (typeof address !== 'object' || address === null) throw new Error('no free port')
  return address.port
}
