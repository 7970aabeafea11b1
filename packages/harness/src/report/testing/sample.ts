import { readFileSync } from 'node:fs'
import {
  type CompletedTrial,
  type Metrics,
  type RunResult,
  runResultSchema,
  type ScenarioResult,
} from '../../result/index.ts'

/** The sample of `result/testing`: "clean" with an outage, and "loss-40-downlink" with a failed trial. */
export function sampleRun(): RunResult {
  const json: unknown = JSON.parse(readFileSync(new URL('../../result/testing/sample.json', import.meta.url), 'utf8'))
  return runResultSchema.parse(json)
}

/** The same run with every completed trial changed. */
export function withTrials(
  run: RunResult,
  change: (trial: CompletedTrial, index: number) => CompletedTrial,
): RunResult {
  return {
    ...run,
    scenarios: run.scenarios.map((scenario) => ({
      ...scenario,
      trials: scenario.trials.map((trial, i) => (trial.state === 'completed' ? change(trial, i) : trial)),
    })),
  }
}

/** The same trial with figures of every subscription replaced. */
export function withFigures(trial: CompletedTrial, figures: Metrics): CompletedTrial {
  return {
    ...trial,
    subscriptions: trial.subscriptions.map((one) => ({ ...one, metrics: { ...one.metrics, ...figures } })),
  }
}

export function firstScenario(run: RunResult): ScenarioResult {
  const first = run.scenarios[0]
  if (!first) throw new Error('the run has no scenario')
  return first
}
