/** `npm run chaos` as a program of its own: it drives the server and clients without a network lab. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import * as z from 'zod'
import type { ChaosOutcome } from '../goals/index.ts'

const run = promisify(execFile)
const repository = fileURLToPath(new URL('../../../..', import.meta.url))
const commands = fileURLToPath(new URL('../../../../tools/run.mjs', import.meta.url))

/** Of what it prints, what is used here. */
const resultSchema = z.object({
  tally: z.object({ operations: z.number(), lost: z.number(), doubled: z.number(), outOfOrder: z.number() }),
})

/** A machine that is busy does a few dozen operations a second. */
const slowestPerSecond = 20
const startTimeoutMs = 120_000
/** It prints little; this is for what goes wrong. */
const maxOutputBytes = 16 * 1_024 * 1_024

export interface ChaosRunOptions {
  readonly operations: number
  readonly seed: number
  readonly signal: AbortSignal
}

/** How long it takes, for a guess. */
export function chaosSeconds(operations: number): number {
  return 30 + operations / 200
}

export async function runChaosCommand({ operations, seed, signal }: ChaosRunOptions): Promise<ChaosOutcome> {
  const args = [commands, 'chaos', '--operations', `${operations}`, '--seed', `${seed}`, '--json']
  const timeout = startTimeoutMs + (operations / slowestPerSecond) * 1_000
  try {
    const stdout = await run(process.execPath, args, {
      cwd: repository,
      timeout,
      maxBuffer: maxOutputBytes,
      signal,
      killSignal: 'SIGTERM',
    }).then(
      (ended) => ended.stdout,
      // It ends with 1 when it has found something, and says what all the same.
      (error: unknown) => {
        const found = outputOf(error)
        if (found === null) throw error
        return found
      },
    )
    const { tally } = resultSchema.parse(JSON.parse(stdout))
    return { state: 'completed', operations: tally.operations, counts: tally }
  } catch (error) {
    return { state: 'failed', error: error instanceof Error ? error.message : String(error) }
  }
}

function outputOf(error: unknown): string | null {
  const parsed = z.object({ code: z.literal(1), stdout: z.string().min(1) }).safeParse(error)
  return parsed.success ? parsed.data.stdout : null
}
