import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { bestBackend, type LabBackend, netLabObstacle } from '@mrtc/netlab'
import { analyse } from '../analysis/index.ts'
import { bundlePage } from '../page/index.ts'
import { type RunResult, resultVersion, type ScenarioResult, type TrialResult } from '../result/index.ts'
import type { Scenario } from '../scenario/index.ts'
import { describeEnvironment } from './environment.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { runTrial } from './trial.ts'

/** Told what a run is at. */
export interface RunObserver {
  began(scenario: Scenario, trial: number): void
  says(line: string): void
  ended(trial: TrialResult): void
}

export interface RunOptions {
  readonly scenarios: readonly Scenario[]
  readonly seed: number
  readonly repeat: number
  /** Scenarios, by name, that one trial is enough for. */
  readonly once?: ReadonlySet<string>
  /** As they were given, for the result. */
  readonly arguments: readonly string[]
  readonly backend?: LabBackend
  /** @default 'on' */
  readonly repair?: 'on' | 'off'
  /** PESQ takes some seconds a trial. @default true */
  readonly scoresSound?: boolean
  readonly observer: RunObserver
  /** Ends the run at the next moment; what was measured is lost but for trials that are complete. */
  readonly signal: AbortSignal
}

/** What the set-up and the end of a trial take beside its own seconds, for a guess of how long a run will take. */
export const overheadSeconds = 14

export function trialsOf({ name }: Scenario, { repeat, once }: Pick<RunOptions, 'repeat' | 'once'>): number {
  return once?.has(name) ? 1 : repeat
}

/** A trial that takes so many times as long as planned hangs: it fails, and the run goes on. */
const mostTimesPlanned = 3

/** Runs every scenario as often as told, one after the other. A trial that fails is told of in the result. */
export async function runScenarios(options: RunOptions): Promise<RunResult> {
  const { scenarios, seed, repeat, signal, backend } = options
  const obstacle = await netLabObstacle()
  if (obstacle) throw new Error(obstacle)
  const startedAt = new Date().toISOString()
  const environment = await describeEnvironment()
  const script = await bundlePage()
  await using folder = await makeTemporaryFolder()
  const results: ScenarioResult[] = []
  for (const scenario of scenarios) {
    const trials: TrialResult[] = []
    for (let trial = 0; trial < trialsOf(scenario, options) && !signal.aborted; trial++) {
      options.observer.began(scenario, trial)
      const result = await measure({ ...options, scenario, seed: seed + trial, script, folder: folder.path })
      if (signal.aborted) break
      trials.push(result)
      options.observer.ended(result)
    }
    if (trials.length > 0) results.push({ scenario, trials })
  }
  return {
    version: resultVersion,
    startedAt,
    finishedAt: new Date().toISOString(),
    arguments: [...options.arguments],
    ...environment,
    backend: backend ?? (await bestBackend()),
    seed,
    repeat,
    scenarios: results,
  }
}

interface MeasureOptions extends RunOptions {
  readonly scenario: Scenario
  readonly script: string
  readonly folder: string
}

async function measure({
  scenario,
  seed,
  script,
  folder,
  backend,
  repair = 'on',
  scoresSound = true,
  observer,
  signal,
}: MeasureOptions): Promise<TrialResult> {
  const startedAt = new Date().toISOString()
  const plannedSeconds = scenario.warmupSeconds + scenario.seconds + overheadSeconds
  const limit = AbortSignal.timeout(mostTimesPlanned * plannedSeconds * 1_000)
  const own = join(folder, `${scenario.name}-${seed}`)
  await mkdir(own)
  try {
    const says = (line: string) => observer.says(line)
    const recording = await runTrial({
      scenario,
      seed,
      repair,
      script,
      folder: own,
      ...(backend ? { backend } : {}),
      progress: says,
      signal: AbortSignal.any([signal, limit]),
    })
    says('working out the figures')
    return { state: 'completed', seed, startedAt, ...(await analyse(recording, { folder: own, scoresSound })) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const text = limit.aborted ? `took ${mostTimesPlanned} times as long as planned: ${reason}` : reason
    return { state: 'failed', seed, startedAt, error: text }
  } finally {
    await rm(own, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}
