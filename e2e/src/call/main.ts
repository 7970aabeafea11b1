/** `npm run call`: see options.ts for what it takes. */
import { connectPlatform, startPlatform } from '../support/platform.ts'
import { makeCall } from './call.ts'
import { parseCallOptions, UsageError, usage } from './options.ts'
import { renderCall } from './table.ts'

const progress = (line: string) => process.stderr.write(`${line}\n`)

try {
  const options = parseCallOptions(process.argv.slice(2))
  if (!options) {
    console.log(usage)
  } else {
    if (!options.url) progress('starting the server')
    await using platform = options.url ? await connectPlatform(options.url) : await startPlatform()
    const measurements = await makeCall(platform, options, progress)
    console.log(options.json ? JSON.stringify(measurements, null, 2) : renderCall(measurements))
    if (measurements.some((m) => m.faults.length > 0)) process.exitCode = 1
  }
} catch (error) {
  progress(error instanceof Error ? error.message : String(error))
  if (error instanceof UsageError) progress('--help tells the options')
  process.exitCode = error instanceof UsageError ? 2 : 1
}
