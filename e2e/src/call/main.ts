/** `npm run call`: see options.ts for what it takes. */
import { progress, runCommand } from '../support/command-line.ts'
import { connectPlatform, startPlatform } from '../support/platform.ts'
import { makeCall } from './call.ts'
import { parseCallOptions, usage } from './options.ts'
import { renderCall } from './table.ts'

await runCommand({
  usage,
  parse: parseCallOptions,
  run: async (options) => {
    if (!options.url) progress('starting the server')
    await using platform = options.url ? await connectPlatform(options.url) : await startPlatform()
    const measurements = await makeCall(platform, options, progress)
    console.log(options.json ? JSON.stringify(measurements, null, 2) : renderCall(measurements))
    if (measurements.some((m) => m.faults.length > 0)) process.exitCode = 1
  },
})
