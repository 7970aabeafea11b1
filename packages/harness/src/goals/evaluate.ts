/** From trials to what is reached and what is not. Pure. */
import { median, percentile } from '../analysis/statistics.ts'
import { type CompletedTrial, type MetricName, metrics, type ScenarioResult } from '../result/index.ts'
import {
  type Bound,
  type ChaosOutcome,
  type Figure,
  type Goal,
  needsChaos,
  type Statistic,
  scenariosOf,
} from './goal.ts'

export interface Measured {
  readonly scenarios: readonly ScenarioResult[]
  /** Null: not run. */
  readonly chaos: ChaosOutcome | null
}

export interface CheckedBound {
  readonly bound: Bound
  /** Of plain mediasoup; null where that is not known. */
  readonly before: number | null
  /** Null where it could not be measured, which is missed as well. */
  readonly now: number | null
  readonly state: 'reached' | 'missed'
}

export interface GoalOutcome {
  readonly goal: Goal
  readonly bounds: readonly CheckedBound[]
  /** What went wrong on the way: trials that failed, with the reason. */
  readonly failures: readonly string[]
}

/** @param baseline scenarios measured under the same conditions with plain mediasoup */
export function evaluateGoals(
  goals: readonly Goal[],
  measured: Measured,
  baseline: readonly ScenarioResult[],
): GoalOutcome[] {
  return goals.map((goal) => ({
    goal,
    bounds: goal.bounds.map((bound) => {
      const now = figureOf(bound.figure, measured)
      const before = figureOf(bound.figure, { scenarios: baseline, chaos: null })
      return { bound, before, now, state: now !== null && isWithin(bound, now) ? 'reached' : 'missed' }
    }),
    failures: failuresOf(goal, measured),
  }))
}

export function isReached({ bounds }: GoalOutcome): boolean {
  return bounds.every(({ state }) => state === 'reached')
}

function isWithin({ comparison, value }: Bound, now: number): boolean {
  return comparison === 'atMost' ? now <= value : now >= value
}

function figureOf(figure: Figure, { scenarios, chaos }: Measured): number | null {
  const found = (name: string) => scenarios.find(({ scenario }) => scenario.name === name)
  switch (figure.of) {
    case 'scenario':
      return overTrials(figure, found(figure.scenario))
    case 'comparison': {
      const lost = figure.subscriptions.map((pair) =>
        lostPercent(
          medianOfPair(found(figure.reference), pair, figure.metric),
          medianOfPair(found(figure.scenario), pair, figure.metric),
        ),
      )
      return lost.includes(null) ? null : Math.max(...lost.map((percent) => percent ?? 0))
    }
    case 'chaos':
      return chaos?.state === 'completed' ? chaos.counts[figure.count] : null
  }
}

type ScenarioFigure = Extract<Figure, { of: 'scenario' }>

/** A trial that failed, and a figure that could not be measured, are as bad as can be. */
function overTrials({ metric, statistic, client }: ScenarioFigure, result: ScenarioResult | undefined): number | null {
  if (!result) return null
  const isLowerBetter = metrics[metric].better === 'lower'
  const worstPossible = isLowerBetter ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  const trials = result.trials.map((trial) => {
    const values = trial.state === 'completed' ? valuesOf(trial, metric, client) : []
    return values.length === 0 ? [worstPossible] : values.map((value) => value ?? worstPossible)
  })
  // Turned so that high is bad, whatever the metric.
  const badness = trials.map((values) => values.map((value) => (isLowerBetter ? value : -value)))
  const figure = summary(badness, statistic)
  return figure === null || !Number.isFinite(figure) ? null : isLowerBetter ? figure : -figure
}

function summary(badness: readonly (readonly number[])[], statistic: Statistic): number | null {
  switch (statistic) {
    case 'medianOfWorst':
      return median(badness.map((values) => Math.max(...values)))
    case 'p95':
      return percentile(badness.flat(), 95)
    case 'worst':
      return percentile(badness.flat(), 100)
  }
}

function valuesOf(trial: CompletedTrial, metric: MetricName, client: string | undefined): (number | null)[] {
  switch (metrics[metric].subject) {
    case 'subscription':
      return trial.subscriptions
        .filter(({ subscriber }) => subscriber === (client ?? subscriber))
        .map((one) => one.metrics[metric] ?? null)
    case 'client':
      return trial.clients.filter(({ name }) => name === (client ?? name)).map((one) => one.metrics[metric] ?? null)
    case 'call':
      return [trial.call.metrics[metric] ?? null]
  }
}

function medianOfPair(
  result: ScenarioResult | undefined,
  [subscriber, publisher]: readonly [string, string],
  metric: MetricName,
): number | null {
  const values = result?.trials.flatMap((trial) =>
    trial.state === 'completed'
      ? (trial.subscriptions.find((one) => one.subscriber === subscriber && one.publisher === publisher)?.metrics[
          metric
        ] ?? [])
      : [],
  )
  return median(values ?? [])
}

function lostPercent(reference: number | null, value: number | null): number | null {
  if (reference === null || value === null || reference === 0) return null
  return Math.max(0, 100 * (1 - value / reference))
}

function failuresOf(goal: Goal, { scenarios, chaos }: Measured): string[] {
  const failures = [...scenariosOf([goal])].flatMap((name) => {
    const result = scenarios.find(({ scenario }) => scenario.name === name)
    if (!result) return [`${name}: not measured`]
    return result.trials.flatMap((trial) =>
      trial.state === 'failed' ? [`${name}, seed ${trial.seed}: ${trial.error}`] : [],
    )
  })
  if (!needsChaos([goal]) || chaos?.state === 'completed') return failures
  return [...failures, chaos ? `chaos: ${chaos.error}` : 'chaos: not run']
}
