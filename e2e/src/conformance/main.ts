/** `npm run sdk:conformance`: see options.ts for what it takes. */
import { differencesFrom } from './catalogue.ts'
import { Observations } from './observations.ts'
import { parseOptions, UsageError, usage } from './options.ts'
import { dropped, readRecord, writeRecord } from './record.ts'
import { renderReport } from './report.ts'
import { scenarios } from './scenarios/index.ts'
import { ConformanceStage } from './stage.ts'

const progress = (line: string) => process.stderr.write(`${line}\n`)

try {
  const options = parseOptions(process.argv.slice(2))
  if (options) await run(options)
  else console.log(usage)
} catch (error) {
  progress(error instanceof Error ? error.message : String(error))
  if (error instanceof UsageError) progress('--help tells the options')
  process.exitCode = error instanceof UsageError ? 2 : 1
}

async function run({ names, only, update }: NonNullable<ReturnType<typeof parseOptions>>): Promise<void> {
  const differences = names === undefined ? [] : await differencesFrom(names)
  const seen = new Observations()
  const broken: string[] = []
  progress('building the SDK, starting server and browser')
  await using stage = await ConformanceStage.open(seen)
  for (const [name, scenario] of Object.entries(scenarios)) {
    if (only !== undefined && !name.includes(only)) continue
    const startedAt = performance.now()
    try {
      await stage.play(scenario)
      progress(`${name}: done in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`)
    } catch (error) {
      broken.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
      progress(`${name}: broke off: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  if (update) await writeRecord(seen)
  const missing = only === undefined ? dropped(await readRecord(), seen) : []
  const report = renderReport({ seen, missing, differences, broken, isWhole: only === undefined })
  console.log(report.text)
  if (!report.passed) process.exitCode = 1
}
