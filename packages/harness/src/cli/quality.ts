import { readFile } from 'node:fs/promises'
import Table from 'cli-table3'
import { canScoreAudio } from '../analysis/index.ts'
import { loadBaseline, saveBaseline } from '../baseline/index.ts'
import { compareRuns, renderComparison, renderSummary } from '../report/index.ts'
import { type RunResult, runResultSchema } from '../result/index.ts'
import type { Scenario } from '../scenario/index.ts'
import { scenarios } from '../scenarios/index.ts'
import { chooseByName, type QualityOptions } from './options.ts'
import { runWithProgress } from './with-progress.ts'
import { writeResults } from './write-results.ts'

/** @returns the exit code */
export async function quality(options: QualityOptions, args: readonly string[], signal: AbortSignal): Promise<number> {
  if (options.list) {
    console.log(listOf(scenarios))
    return 0
  }
  const chosen = options.matrix ? [...scenarios] : chooseByName('scenario', scenarios, options.scenarios)
  const before = options.compare === undefined ? null : await readResult(options.compare)
  const { seed, repeat, backend, repair } = options
  const given = { scenarios: chosen, seed, repeat, repair, arguments: args, signal }
  const result = await runWithProgress({ ...given, ...(backend ? { backend } : {}) })
  if (result.scenarios.length === 0) return 1
  const baseline = await loadBaseline(result.scenarios.map(({ scenario }) => scenario.name))
  const report = await writeResults(result, { folder: options.out, baseline: before ?? baseline })
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

function listOf(all: readonly Scenario[]): string {
  const table = new Table({
    head: ['scenario', 'what happens', 'clients', 'seconds'],
    colAligns: ['left', 'left', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  })
  for (const { name, title, clients, seconds } of all) table.push([name, title, clients.length, seconds])
  return table.toString()
}
