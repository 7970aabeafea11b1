import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { describe, expect, test } from 'vitest'
import { endLeftovers, RUN_VARIABLE } from './leftovers.mjs'

/** A process whose child has been left by it, as a program does that dies without ending its own. */
async function leaveBehind(runId: string, script: string): Promise<number> {
  const env = { ...process.env, [RUN_VARIABLE]: runId }
  const parent = spawn('sh', ['-c', `${script} & echo $!`], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  })
  const [line] = await once(createInterface({ input: parent.stdout }), 'line')
  return Number(line)
}

/** Whether it still runs: one that has ended stays in the table until the process that adopted it asks for its exit code. */
async function lives(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  return stat !== undefined && !stat.includes(') Z ')
}

describe.runIf(process.platform === 'linux')('what a command has left behind', () => {
  test('is ended, and what belongs to another run is not', async () => {
    const [ourRun, otherRun] = [randomUUID(), randomUUID()]
    const ours = await leaveBehind(ourRun, 'sleep 600')
    const others = await leaveBehind(otherRun, 'sleep 600')
    await endLeftovers(ourRun)
    expect(await lives(ours)).toBe(false)
    expect(await lives(others)).toBe(true)
    await endLeftovers(otherRun)
    expect(await lives(others)).toBe(false)
  })

  test('is ended the hard way when it does not listen', async () => {
    const run = randomUUID()
    const deaf = await leaveBehind(run, `sh -c 'trap "" TERM; sleep 600'`)
    await endLeftovers(run)
    expect(await lives(deaf)).toBe(false)
  })
})
