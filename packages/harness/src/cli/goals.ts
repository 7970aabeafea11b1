import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadBaseline, saveBaseline } from '../baseline/index.ts'
import {
  boundText,
  type ChaosOutcome,
  evaluateGoals,
  figureTitle,
  type Goal,
  type GoalOutcome,
  goals,
  isReached,
  needsChaos,
  scenariosOf,
  scenariosOnce,
} from '../goals/index.ts'
import { createProgress, goalsMarkdown, renderGoals, sameConditions, withGoals } from '../report/index.ts'
import type { RunResult, ScenarioResult } from '../result/index.ts'
import { chaosSeconds, runChaosCommand } from '../run/index.ts'
import { scenarios } from '../scenarios/index.ts'
import type { GoalsOptions } from './goals-options.ts'
import { chooseByName } from './options.ts'
import { runWithProgress } from './with-progress.ts'
import { writeResults } from './write-results.ts'

/** @returns the exit code */
export async function measureGoals(
  options: GoalsOptions,
  args: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  const chosen = options.only.length === 0 ? goals : chooseByName('goal', goals, options.only)
  if (options.list) {
    console.log(listOf(chosen))
    return 0
  }
  // Found out now, not after half an hour.
  if (options.readme !== undefined) withGoals(await readFile(options.readme, 'utf8'), '')
  const wanted = scenariosOf(chosen)
  const { seed, trials, repair } = options
  const run = await runWithProgress({
    scenarios: scenarios.filter(({ name }) => wanted.has(name)),
    seed,
    repeat: trials,
    once: scenariosOnce(chosen),
    repair,
    // No goal is about the score; what is kept as a baseline has it.
    scoresSound: options.saveBaseline,
    arguments: args,
    signal,
  })
  if (options.saveBaseline) {
    for (const path of await saveBaseline(run)) process.stderr.write(`baseline: ${path}\n`)
  }
  // Nothing of it is about media, so there is no plain mediasoup to compare with.
  const chaos = needsChaos(chosen) && repair === 'on' && !signal.aborted ? await chaosRun(options, signal) : null
  // The end of the chaos run is the end of the run.
  const result = { ...run, finishedAt: new Date().toISOString() }
  const baseline = await loadBaseline([...wanted])
  const outcomes = evaluateGoals(chosen, { scenarios: result.scenarios, chaos }, comparable(baseline, result))
  await report(outcomes, { result, baseline, options })
  if (options.saveBaseline) return 0
  return outcomes.every(isReached) ? 0 : 1
}

async function chaosRun({ chaosOperations, seed }: GoalsOptions, signal: AbortSignal): Promise<ChaosOutcome> {
  const totalSeconds = chaosSeconds(chaosOperations)
  const progress = createProgress(process.stderr, { totalSeconds })
  try {
    progress.begin('chaos', totalSeconds)
    progress.say(`${chaosOperations} operations`)
    const outcome = await runChaosCommand({ operations: chaosOperations, seed, signal })
    progress.end(outcome.state === 'failed' ? `failed: ${outcome.error}` : `${outcome.operations} operations`)
    return outcome
  } finally {
    progress.close()
  }
}

/** A baseline of other conditions says nothing of these. */
function comparable(baseline: RunResult | null, { scenarios: results }: RunResult): ScenarioResult[] {
  return (baseline?.scenarios ?? []).filter((before) => {
    const now = results.find(({ scenario }) => scenario.name === before.scenario.name)
    return now !== undefined && sameConditions(before, now)
  })
}

interface ReportInput {
  readonly result: RunResult
  readonly baseline: RunResult | null
  readonly options: GoalsOptions
}

async function report(outcomes: readonly GoalOutcome[], { result, baseline, options }: ReportInput): Promise<void> {
  // What was measured for half an hour is told before anything can go wrong with a file.
  if (options.json) console.log(JSON.stringify(outcomes))
  else console.log(renderGoals(outcomes, { colour: process.stdout.isTTY === true }))
  const markdown = goalsMarkdown(outcomes, result)
  await mkdir(options.out, { recursive: true })
  await writeFile(join(options.out, 'goals.json'), `${JSON.stringify(outcomes, null, 2)}\n`)
  await writeFile(join(options.out, 'goals.md'), `${markdown}\n`)
  if (options.readme !== undefined) {
    await writeFile(options.readme, withGoals(await readFile(options.readme, 'utf8'), markdown))
  }
  const path = await writeResults(result, { folder: options.out, baseline, goals: outcomes })
  if (!options.json) console.log(`\nreport: ${path}`)
}

function listOf(all: readonly Goal[]): string {
  return all
    .map(({ name, condition, bounds }) =>
      [`${name}: ${condition}`, ...bounds.map((bound) => `  ${figureTitle(bound.figure)} ${boundText(bound)}`)].join(
        '\n',
      ),
    )
    .join('\n')
}
