/** `npm run quality`: see options.ts and goals-options.ts for what it takes. */
import { measureGoals } from './goals.ts'
import { goalsUsage, parseGoalsOptions } from './goals-options.ts'
import { parseQualityOptions, UsageError, usage } from './options.ts'
import { quality } from './quality.ts'

const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // Whoever asks twice does not want to wait; the lab is taken down by its janitor then.
    if (interrupted.signal.aborted) process.exit(1)
    interrupted.abort(new Error(`ended by ${signal}`))
  })
}

try {
  const args = process.argv.slice(2)
  process.exitCode = await (args[0] === 'goals' ? runGoals(args) : runQuality(args))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}

async function runQuality(args: readonly string[]): Promise<number> {
  const options = parseQualityOptions(args)
  if (options) return quality(options, args, interrupted.signal)
  console.log(usage)
  return 0
}

async function runGoals(args: readonly string[]): Promise<number> {
  const options = parseGoalsOptions(args.slice(1))
  if (options) return measureGoals(options, args, interrupted.signal)
  console.log(goalsUsage)
  return 0
}
