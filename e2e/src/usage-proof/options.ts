import { readOptions, whole } from '../support/command-line.ts'

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

/** @returns null when help was asked for */
export function parseUsageProofOptions(args: readonly string[]): UsageProofOptions | null {
  const values = readOptions(args, {
    calls: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  })
  return values && { calls: whole('calls', values.calls, 10, 2_000), seed: whole('seed', values.seed, 0, 2 ** 32 - 1) }
}
