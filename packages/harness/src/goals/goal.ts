import type { MetricName } from '../result/index.ts'

/** What is aimed at under some condition. */
export interface Goal {
  /** As on the command line. */
  readonly name: string
  /** For people. */
  readonly condition: string
  readonly bounds: readonly [Bound, ...Bound[]]
  /** One trial says it: a yes or no that takes long. */
  readonly once?: true
  /** What stands in the way and what was tried, in a sentence or two: told where the goal is missed. */
  readonly limits?: string
}

export interface Bound {
  readonly figure: Figure
  readonly comparison: 'atMost' | 'atLeast'
  /** In the figure's unit. */
  readonly value: number
}

/** What is held against a bound, and how it is got from trials. */
export type Figure =
  /** A metric of a scenario. */
  | {
      readonly of: 'scenario'
      readonly scenario: string
      readonly metric: MetricName
      readonly statistic: Statistic
      /** The one client that it is about; everyone whom the metric is about if left out. */
      readonly client?: string
    }
  /** How much lower a metric is than in another scenario, in per cent, for whoever has lost most. 0: not lower. */
  | {
      readonly of: 'comparison'
      readonly scenario: string
      readonly reference: string
      readonly metric: MetricName
      /** Who watches whom. */
      readonly subscriptions: readonly (readonly [subscriber: string, publisher: string])[]
    }
  /** A count of `npm run chaos`. */
  | { readonly of: 'chaos'; readonly count: ChaosCount }

/**
 * `medianOfWorst`: of every trial whoever fares worst, and of those the median. `p95`: exceeded by one in twenty of all
 * trials and all whom the metric is about, by nearest rank: with few values the worst. `worst`: that.
 */
export type Statistic = 'medianOfWorst' | 'p95' | 'worst'

export type ChaosCount = 'lost' | 'doubled' | 'outOfOrder'

/** What came of `npm run chaos`. */
export type ChaosOutcome =
  | { readonly state: 'completed'; readonly counts: Readonly<Record<ChaosCount, number>>; readonly operations: number }
  | { readonly state: 'failed'; readonly error: string }

/** The scenarios that goals need, each once. */
export function scenariosOf(goals: readonly Goal[]): ReadonlySet<string> {
  return new Set(goals.flatMap(({ bounds }) => bounds.flatMap(({ figure }) => scenariosOfFigure(figure))))
}

function scenariosOfFigure(figure: Figure): string[] {
  switch (figure.of) {
    case 'scenario':
      return [figure.scenario]
    case 'comparison':
      return [figure.reference, figure.scenario]
    case 'chaos':
      return []
  }
}

/** Of these, those that one trial is enough for. */
export function scenariosOnce(goals: readonly Goal[]): ReadonlySet<string> {
  const often = scenariosOf(goals.filter(({ once }) => !once))
  return new Set([...scenariosOf(goals)].filter((name) => !often.has(name)))
}

export function needsChaos(goals: readonly Goal[]): boolean {
  return goals.some(({ bounds }) => bounds.some(({ figure }) => figure.of === 'chaos'))
}
