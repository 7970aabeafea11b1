import { createProgress } from '../report/index.ts'
import type { RunResult, TrialResult } from '../result/index.ts'
import { overheadSeconds, type RunOptions, runScenarios, trialsOf } from '../run/index.ts'
import type { Scenario } from '../scenario/index.ts'

export function plannedSeconds({ warmupSeconds, seconds }: Scenario): number {
  return warmupSeconds + seconds + overheadSeconds
}

/** Runs scenarios and tells on stderr where it is. */
export async function runWithProgress(options: Omit<RunOptions, 'observer'>): Promise<RunResult> {
  const totalSeconds = options.scenarios.reduce(
    (sum, scenario) => sum + trialsOf(scenario, options) * plannedSeconds(scenario),
    0,
  )
  const progress = createProgress(process.stderr, { totalSeconds })
  try {
    return await runScenarios({
      ...options,
      observer: {
        began: (scenario, trial) => {
          const trials = trialsOf(scenario, options)
          const title = trials > 1 ? `${scenario.name} ${trial + 1}/${trials}` : scenario.name
          progress.begin(title, plannedSeconds(scenario))
        },
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
