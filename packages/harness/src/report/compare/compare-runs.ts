import { isDeepStrictEqual } from 'node:util'
import { type MetricName, metricNames, type RunResult, type ScenarioResult, type Subject } from '../../result/index.ts'
import type { Scenario } from '../../scenario/index.ts'
import { completedTrials, figuresOf, type Spread, type SubjectFigures } from '../figures/index.ts'
import { isAssumed, type Verdict, verdictOf } from './verdict.ts'

/** One figure of one subject on both sides. */
export interface Change {
  readonly kind: Subject
  readonly subject: string
  readonly metric: MetricName
  readonly before: Spread | null
  readonly after: Spread | null
  readonly verdict: Verdict
  /** One side has too few trials to show its own spread. */
  readonly assumed: boolean
}

export interface ScenarioComparison {
  readonly name: string
  readonly title: string
  /** Clients, links, times or steps are not the same: the figures do not compare like with like. */
  readonly conditionsDiffer: boolean
  readonly changes: readonly Change[]
}

export interface RunComparison {
  readonly before: RunSide
  readonly after: RunSide
  /** In the order of `after`; those in both runs. */
  readonly scenarios: readonly ScenarioComparison[]
  readonly onlyBefore: readonly string[]
  readonly onlyAfter: readonly string[]
}

export interface RunSide {
  readonly startedAt: string
  readonly commit: string | null
  /** Of the scenario that has the fewest completed ones: a baseline is put together from several runs. */
  readonly fewestTrials: number
  readonly cpu: string
}

/** What changed from one run to another, scenario by scenario. */
export function compareRuns(before: RunResult, after: RunResult): RunComparison {
  const earlier = new Map(before.scenarios.map((result) => [result.scenario.name, result]))
  const later = new Set(after.scenarios.map(({ scenario }) => scenario.name))
  return {
    before: sideOf(before),
    after: sideOf(after),
    scenarios: after.scenarios.flatMap((result) => {
      const match = earlier.get(result.scenario.name)
      return match ? [compareScenarios(match, result)] : []
    }),
    onlyBefore: [...earlier.keys()].filter((name) => !later.has(name)),
    onlyAfter: [...later].filter((name) => !earlier.has(name)),
  }
}

function sideOf({ startedAt, commit, scenarios, machine }: RunResult): RunSide {
  return {
    startedAt,
    commit: commit && commit.hash + (commit.modified ? '+' : ''),
    fewestTrials: Math.min(...scenarios.map((result) => completedTrials(result).length)),
    cpu: machine.cpu,
  }
}

export function compareScenarios(before: ScenarioResult, after: ScenarioResult): ScenarioComparison {
  const earlier = figuresOf(before)
  const later = figuresOf(after)
  return {
    name: after.scenario.name,
    title: after.scenario.title,
    conditionsDiffer: !sameConditions(before, after),
    changes: later.flatMap((subject) => changesOf(match(earlier, subject), subject)),
  }
}

/** Whether two results compare like with like. */
export function sameConditions(before: ScenarioResult, after: ScenarioResult): boolean {
  return isDeepStrictEqual(conditionsOf(before.scenario), conditionsOf(after.scenario))
}

/** What decides the figures; words and expectations do not. */
function conditionsOf({ clients, warmupSeconds, seconds, timeline }: Scenario) {
  return { clients, warmupSeconds, seconds, timeline }
}

function match(earlier: readonly SubjectFigures[], { kind, subject }: SubjectFigures): SubjectFigures | undefined {
  return earlier.find((one) => one.kind === kind && one.subject === subject)
}

function changesOf(earlier: SubjectFigures | undefined, { kind, subject, figures }: SubjectFigures): readonly Change[] {
  return metricNames.flatMap((metric) => {
    const before = earlier?.figures.get(metric) ?? null
    const after = figures.get(metric) ?? null
    if (!before && !after) return []
    const verdict = verdictOf(metric, before, after)
    return [{ kind, subject, metric, before, after, verdict, assumed: isAssumed(before, after) }]
  })
}
