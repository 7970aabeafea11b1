/** `npm run sdk:conformance`: see options.ts for what it takes. */
import { progress, runCommand } from '../support/command-line.ts'
import { differencesFrom } from './catalogue.ts'
import { Observations } from './observations.ts'
import { type ConformanceOptions, parseOptions, usage } from './options.ts'
import { dropped, readRecord, writeRecord } from './record.ts'
import { renderReport } from './report.ts'
import { scenarios } from './scenarios/index.ts'
import { ConformanceStage } from './stage.ts'

await runCommand({ usage, parse: parseOptions, run })

async function run({ names, only, update }: ConformanceOptions): Promise<void> {
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
