import type { CompletedTrial, ScenarioResult, SeriesName, TrialEvent } from '../../result/index.ts'
import { completedTrials, subscriptionName } from '../figures/index.ts'
import type { PlotGroup, PlotLine, PlotMark, PlotPanel, ScenarioPlots } from './data.ts'
import { callPanels, clientPanels, type Owner, type PanelPlan, subscriptionPanels, unitOf } from './panels.ts'

type Series = Partial<Record<SeriesName, (number | null)[]>>
type Owners = Partial<Record<Owner, Series>>

interface Subject {
  readonly title: string
  readonly panels: readonly PanelPlan[]
  readonly owners: Owners
}

/** A link that follows a trace changes each second: so many lines would hide the plot. */
const mostMarks = 24
/** More than a plot can show. */
const significantDigits = 4

/** Everything that can be drawn of a scenario: a group a subscription, a client, and the call, for each trial. */
export function plotsOf(result: ScenarioResult, baseline: ScenarioResult | null): ScenarioPlots {
  const before = baseline ? completedTrials(baseline)[0] : undefined
  return {
    trials: completedTrials(result).map((trial) => ({
      label: `seed ${trial.seed}`,
      seconds: trial.seconds,
      marks: marksOf(trial.events),
      groups: groupsOf(trial, before),
    })),
  }
}

/** @returns the events worth a line: all of them, or where they are too many those that recovery is measured from */
export function marksOf(events: readonly TrialEvent[]): readonly PlotMark[] {
  const chosen = events.length <= mostMarks ? events : events.filter(({ measureRecovery }) => measureRecovery)
  return chosen.slice(0, mostMarks).map(({ atSeconds, label }) => ({ atSeconds: rounded(atSeconds), label }))
}

function groupsOf(trial: CompletedTrial, before: CompletedTrial | undefined): readonly PlotGroup[] {
  const earlier = new Map(before && subjectsOf(before).map((subject) => [subject.title, subject.owners]))
  return subjectsOf(trial).flatMap(({ title, panels, owners }) => {
    const beforeOf = (name: SeriesName, owner: Owner) =>
      before && aligned(trial.seconds, before.seconds, earlier.get(title)?.[owner]?.[name])
    const drawn = panels.flatMap((plan) => panelOf(plan, owners, beforeOf) ?? [])
    const zero = drawn.filter(isZero)
    return drawn.length === 0
      ? []
      : [{ title, panels: drawn.filter((panel) => !isZero(panel)), zero: zero.map(({ title: name }) => name) }]
  })
}

function subjectsOf({ subscriptions, clients, call }: CompletedTrial): readonly Subject[] {
  const clientSeries = new Map(clients.map(({ name, series }) => [name, series]))
  return [
    ...subscriptions.map(({ subscriber, publisher, series }) => ({
      title: subscriptionName({ subscriber, publisher }),
      panels: subscriptionPanels,
      owners: {
        own: series,
        publisher: clientSeries.get(publisher) ?? {},
        subscriber: clientSeries.get(subscriber) ?? {},
      },
    })),
    ...clients.map(({ name, series }) => ({ title: name, panels: clientPanels, owners: { own: series } })),
    { title: 'call', panels: callPanels, owners: { own: call.series } },
  ]
}

/** @returns null where nothing of its main lines was measured */
function panelOf(
  plan: PanelPlan,
  owners: Owners,
  beforeOf: (name: SeriesName, owner: Owner) => readonly (number | null)[] | undefined,
): PlotPanel | null {
  const lines: PlotLine[] = plan.lines.flatMap(({ series, owner, role, stepped = false, label = series }) => {
    const values = owners[owner]?.[series]
    return values && isKnown(values) ? [{ label, role, stepped, values: values.map(roundedOrNull) }] : []
  })
  if (!lines.some(({ role }) => role === 'main')) return null
  const main = plan.lines[0]
  const before = main && beforeOf(main.series, main.owner)
  if (before && isKnown(before))
    lines.push({
      label: `${main.label ?? main.series} before`,
      role: 'before',
      stepped: main.stepped ?? false,
      values: before.map(roundedOrNull),
    })
  const shade = plan.shade && owners.own?.[plan.shade]
  return {
    title: plan.title,
    unit: unitOf(plan),
    decimals: plan.decimals ?? 0,
    floor: plan.floor === null ? null : 0,
    lines,
    shade: shade?.some((value) => (value ?? 0) > 0) ? { label: 'frozen', values: shade.map(roundedOrNull) } : null,
  }
}

/** Where there is a limit, zero below it says something. */
function isZero({ lines }: PlotPanel): boolean {
  return lines.every(({ role, values }) => role !== 'limit' && values.every((value) => (value ?? 0) === 0))
}

/** Another run's values beside the seconds of this one. */
function aligned(
  seconds: readonly number[],
  otherSeconds: readonly number[],
  values: readonly (number | null)[] | undefined,
): readonly (number | null)[] | undefined {
  if (!values) return undefined
  const bySecond = new Map(otherSeconds.map((second, i) => [Math.round(second), values[i] ?? null]))
  return seconds.map((second) => bySecond.get(Math.round(second)) ?? null)
}

function isKnown(values: readonly (number | null)[]): boolean {
  return values.some((value) => value !== null)
}

function roundedOrNull(value: number | null): number | null {
  return value === null ? null : rounded(value)
}

function rounded(value: number): number {
  return Number(value.toPrecision(significantDigits))
}
