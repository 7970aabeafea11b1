import { parseArgs } from 'node:util'

export interface UsageProofOptions {
  readonly calls: number
  readonly seed: number
}

export const usage = `npm run usage:proof -- [options]

Proves that usage is counted right (guide section 5.4). A day of calls is written down second by second and told to the
counter as a server would tell it, over the real store; then real clients make a short call through a real server. Prints
what each figure should be and what was counted. Exits with 1 when one is off: by anything in the scripted day, by more
than a second in the real call.

  --calls N   calls of the scripted day, 10-2000 (200)
  --seed N    another day (1)
  --help      this text`

/** A mistake on the command line; its message is the whole story. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** @returns null when help was asked for */
export function parseUsageProofOptions(args: readonly string[]): UsageProofOptions | null {
  let values: ReturnType<typeof parse>['values']
  try {
    values = parse(args).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
  if (values.help) return null
  return { calls: whole('calls', values.calls, 10, 2_000), seed: whole('seed', values.seed, 0, 2 ** 32 - 1) }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      calls: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  })
}

function whole(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= min && value <= max) return value
  throw new UsageError(`--${name} ${text}: give a whole number from ${min} to ${max}`)
}
