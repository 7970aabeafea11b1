import type { CheckedExpectation, MetricName, ScenarioResult } from '../../result/index.ts'
import { completedTrials } from './subjects.ts'

/** What came of the expectations about something. */
export type Outcome =
  | { readonly state: 'none' }
  | { readonly state: 'holds'; readonly checked: number }
  | { readonly state: 'broken'; readonly checked: number; readonly broken: readonly CheckedExpectation[] }

export interface OutcomeFilter {
  readonly metric?: MetricName
  readonly subject?: string
}

export function outcomeOf(result: ScenarioResult, { metric, subject }: OutcomeFilter = {}): Outcome {
  const checked = completedTrials(result)
    .flatMap(({ expectations }) => expectations)
    .filter(
      (one) =>
        (metric === undefined || one.expectation.metric === metric) &&
        (subject === undefined || one.subject === subject),
    )
  if (checked.length === 0) return { state: 'none' }
  const broken = checked.filter(({ holds }) => !holds)
  return broken.length === 0
    ? { state: 'holds', checked: checked.length }
    : { state: 'broken', checked: checked.length, broken }
}

export function comparisonSign({ comparison }: CheckedExpectation['expectation']): string {
  return comparison === 'atMost' ? '≤' : '≥'
}

/** Of a scenario as a whole: a trial that failed is not what was expected either. */
export function scenarioState(result: ScenarioResult): Outcome['state'] {
  return completedTrials(result).length < result.trials.length ? 'broken' : outcomeOf(result).state
}
