/** `npm run quality`: see options.ts for what it takes. */
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
  const options = parseQualityOptions(args)
  if (options) process.exitCode = await quality(options, args, interrupted.signal)
  else console.log(usage)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
