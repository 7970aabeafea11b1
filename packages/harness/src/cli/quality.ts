import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Table from 'cli-table3'
import { canScoreAudio } from '../analysis/index.ts'
import { loadBaseline, saveBaseline } from '../baseline/index.ts'
import { compareRuns, createProgress, renderComparison, renderSummary, writeReport } from '../report/index.ts'
import { type RunResult, runResultSchema, type TrialResult } from '../result/index.ts'
import { overheadSeconds, runScenarios } from '../run/index.ts'
import type { Scenario } from '../scenario/index.ts'
import { scenarios } from '../scenarios/index.ts'
import { chooseScenarios, type QualityOptions } from './options.ts'

/** @returns the exit code */
export async function quality(options: QualityOptions, args: readonly string[], signal: AbortSignal): Promise<number> {
  if (options.list) {
    console.log(listOf(scenarios))
    return 0
  }
  const chosen = options.matrix ? [...scenarios] : chooseScenarios(scenarios, options.scenarios)
  const before = options.compare === undefined ? null : await readResult(options.compare)
  const result = await run(chosen, options, args, signal)
  if (result.scenarios.length === 0) return 1
  const baseline = await loadBaseline(result.scenarios.map(({ scenario }) => scenario.name))
  const report = await write(result, { folder: options.out, baseline: before ?? baseline })
  const colour = process.stdout.isTTY === true
  if (options.json) console.log(JSON.stringify(result))
  else {
    console.log(renderSummary(result, { baseline: before ?? baseline, colour }))
    if (before) console.log(`\n${renderComparison(compareRuns(before, result), { colour })}`)
    if (!canScoreAudio()) console.log('\nNo audio score: the Python package pesq is not there.')
    console.log(`\nreport: ${report}`)
  }
  if (options.saveBaseline) for (const path of await saveBaseline(result)) process.stderr.write(`baseline: ${path}\n`)
  return isGood(result) ? 0 : 1
}

async function run(
  chosen: readonly Scenario[],
  { seed, repeat, backend, repair }: QualityOptions,
  args: readonly string[],
  signal: AbortSignal,
): Promise<RunResult> {
  const planned = (scenario: Scenario) => scenario.warmupSeconds + scenario.seconds + overheadSeconds
  const totalSeconds = repeat * chosen.reduce((sum, scenario) => sum + planned(scenario), 0)
  const progress = createProgress(process.stderr, { totalSeconds })
  try {
    return await runScenarios({
      scenarios: chosen,
      seed,
      repeat,
      arguments: args,
      ...(backend ? { backend } : {}),
      repair,
      signal,
      observer: {
        began: (scenario, trial) =>
          progress.begin(repeat > 1 ? `${scenario.name} ${trial + 1}/${repeat}` : scenario.name, planned(scenario)),
        says: (line) => progress.say(line),
        ended: (trial) => progress.end(outcomeOf(trial)),
      },
    })
  } finally {
    progress.close()
  }
}

function outcomeOf(trial: TrialResult): string {
  if (trial.state === 'failed') return `failed: ${trial.error}`
  const broken = trial.expectations.filter(({ holds }) => !holds).length
  return broken === 0 ? 'as expected' : `${broken} of ${trial.expectations.length} expectations do not hold`
}

function isGood({ scenarios: results }: RunResult): boolean {
  return results.every(({ trials }) =>
    trials.every((trial) => trial.state === 'completed' && trial.expectations.every(({ holds }) => holds)),
  )
}

async function readResult(path: string): Promise<RunResult> {
  const parsed = runResultSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
  if (!parsed.success) throw new Error(`${path} is no result of this version: ${parsed.error.issues[0]?.message}`)
  return parsed.data
}

interface WriteOptions {
  readonly folder: string
  /** What the report shows as "before". */
  readonly baseline: RunResult | null
}

/** @returns the path of the report */
async function write(result: RunResult, { folder, baseline }: WriteOptions): Promise<string> {
  await mkdir(folder, { recursive: true })
  // Checked as it will be read.
  await writeFile(join(folder, 'result.json'), `${JSON.stringify(runResultSchema.parse(result))}\n`)
  const path = join(folder, 'report.html')
  await writeReport(result, { path, baseline })
  return path
}

function listOf(all: readonly Scenario[]): string {
  const table = new Table({
    head: ['scenario', 'what happens', 'clients', 'seconds'],
    colAligns: ['left', 'left', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  })
  for (const { name, title, clients, seconds } of all) table.push([name, title, clients.length, seconds])
  return table.toString()
}
