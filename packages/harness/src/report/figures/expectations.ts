import {
  type CheckedExpectation,
  formatMetric,
  type MetricName,
  metrics,
  type ScenarioResult,
} from '../../result/index.ts'
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

/** A line for each expectation and subject: "bob <- alice: glass to glass, p95: 455 ms, 430 ms; expected at most 300 ms". */
export function brokenLines(broken: readonly CheckedExpectation[]): readonly string[] {
  const lines = new Map<string, { readonly start: string; readonly expected: string; readonly measured: string[] }>()
  for (const { subject, expectation, measured } of broken) {
    const { metric, comparison, value } = expectation
    const expected = `expected at ${comparison === 'atMost' ? 'most' : 'least'} ${formatMetric(metric, value)}`
    const start = `${subject}: ${metrics[metric].title}`
    const line = lines.get(start + expected) ?? { start, expected, measured: [] }
    line.measured.push(formatMetric(metric, measured))
    lines.set(start + expected, line)
  }
  return [...lines.values()].map(({ start, expected, measured }) => `${start}: ${measured.join(', ')}; ${expected}`)
}

/** Of a scenario as a whole: a trial that failed is not what was expected either. */
export function scenarioState(result: ScenarioResult): Outcome['state'] {
  return completedTrials(result).length < result.trials.length ? 'broken' : outcomeOf(result).state
}
