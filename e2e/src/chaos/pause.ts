import { spawn } from 'node:child_process'
import { once } from 'node:events'

const secondMs = 1_000

/** Stops this very process as SIGSTOP does, timers, sockets and all, and lets it go on: a laptop that sleeps. */
export async function pauseMyself(durationMs: number): Promise<void> {
  // Nobody who is stopped can start himself again.
  const script = 'kill -STOP "$0"; sleep "$1"; kill -CONT "$0"'
  const helper = spawn('sh', ['-c', script, `${process.pid}`, `${durationMs / secondMs}`], { stdio: 'ignore' })
  await once(helper, 'exit')
}
