import {
  type CompletedTrial,
  type MetricName,
  type Metrics,
  metrics,
  type ScenarioResult,
  type Subject,
} from '../../result/index.ts'
import { type Spread, spreadOf } from './spread.ts'

/** Everything measured about one client, one subscription or the call, over all trials. */
export interface SubjectFigures {
  readonly kind: Subject
  /** As in `CheckedExpectation.subject`: "bob <- alice", "bob", or "call". */
  readonly subject: string
  readonly figures: ReadonlyMap<MetricName, Spread>
}

export function completedTrials({ trials }: ScenarioResult): readonly CompletedTrial[] {
  return trials.filter((trial) => trial.state === 'completed')
}

export function subscriptionName({ subscriber, publisher }: { subscriber: string; publisher: string }): string {
  return `${subscriber} <- ${publisher}`
}

/** @returns subscriptions first, then clients, then the call, each in the order of the trials */
export function figuresOf(result: ScenarioResult): readonly SubjectFigures[] {
  const found = new Map<string, { kind: Subject; subject: string; trials: Metrics[] }>()
  const add = (kind: Subject, subject: string, figures: Metrics) => {
    const key = `${kind} ${subject}`
    const entry = found.get(key) ?? { kind, subject, trials: [] }
    entry.trials.push(figures)
    found.set(key, entry)
  }
  const trials = completedTrials(result)
  for (const { subscriptions } of trials)
    for (const subscription of subscriptions) add('subscription', subscriptionName(subscription), subscription.metrics)
  for (const { clients } of trials) for (const client of clients) add('client', client.name, client.metrics)
  for (const { call } of trials) add('call', 'call', call.metrics)
  return [...found.values()].map(({ kind, subject, trials: each }) => ({ kind, subject, figures: spreads(each) }))
}

function spreads(trials: readonly Metrics[]): ReadonlyMap<MetricName, Spread> {
  const figures = new Map<MetricName, Spread>()
  for (const name of Object.keys(metrics) as MetricName[]) {
    const spread = spreadOf(trials.map((trial) => trial[name]))
    if (spread) figures.set(name, spread)
  }
  return figures
}

/** The subject that a metric is worst for, so that one line of a matrix hides nobody's trouble. */
export function worstSubject(
  subjects: readonly SubjectFigures[],
  metric: MetricName,
): { readonly subject: string; readonly spread: Spread } | null {
  const candidates = subjects.flatMap(({ subject, figures }) => {
    const spread = figures.get(metric)
    return spread ? [{ subject, spread }] : []
  })
  return candidates.toSorted((a, b) => badness(metric, b.spread.median) - badness(metric, a.spread.median))[0] ?? null
}

/** Where neither direction is good, far from zero is what one wants to see. */
function badness(metric: MetricName, value: number): number {
  const { better } = metrics[metric]
  if (better === 'lower') return value
  return better === 'higher' ? -value : Math.abs(value)
}
