import {
  formatMetric,
  isLatencyStage,
  type MetricName,
  metricNames,
  metrics,
  type RunResult,
  type ScenarioResult,
} from '../../result/index.ts'
import { verdictOf } from '../compare/index.ts'
import {
  brokenLines,
  cautionsOf,
  completedTrials,
  figuresOf,
  latencyBreakdownsOf,
  matrixColumns,
  type Outcome,
  outcomeOf,
  type Spread,
  scenarioState,
  worstSubject,
} from '../figures/index.ts'
import { createInk, harmless, type Ink } from './ink.ts'
import { drawTable } from './table.ts'

export interface RenderOptions {
  /** Shown as "before". */
  readonly baseline?: RunResult | null
  readonly colour?: boolean
}

/** Up to so many scenarios each get a table of all their figures; more get one matrix. */
const mostDetailed = 3

/** The run as text for a terminal: medians with spread, what was expected, what to beware of. */
export function renderSummary(result: RunResult, { baseline = null, colour = false }: RenderOptions = {}): string {
  const ink = createInk(colour)
  const before = new Map(baseline?.scenarios.map((scenario) => [scenario.scenario.name, scenario]))
  const tables =
    result.scenarios.length <= mostDetailed
      ? result.scenarios.map((scenario) => details(scenario, before.get(scenario.scenario.name) ?? null, ink))
      : [overview(result, before, ink)]
  return [...tables, ...failureLines(result, ink), ...cautionLines(result, ink), verdictLine(result, ink)].join('\n\n')
}

/** A row a metric, a column a subject, subscriptions before clients before the call. */
function details(result: ScenarioResult, before: ScenarioResult | null, ink: Ink): string {
  const { name, title } = result.scenario
  const trials = completedTrials(result).length
  const heading = `${ink.strong(harmless(title))}  ${ink.faint(`${name}, ${trials} of ${result.trials.length} trials, median (lowest to highest)`)}`
  const subjects = figuresOf(result)
  const earlier = before ? figuresOf(before) : []
  const tables = (['subscription', 'client', 'call'] as const).flatMap((kind) => {
    const columns = subjects.filter((one) => one.kind === kind)
    const rows = metricNames.filter(
      (metric) => !isLatencyStage(metric) && columns.some(({ figures }) => figures.has(metric)),
    )
    if (rows.length === 0) return []
    return drawTable({
      head: ['', ...columns.map(({ subject }) => ink.strong(subject))],
      textColumns: 1,
      rows: rows.map((metric) => [
        metrics[metric].title,
        ...columns.map(({ subject, figures }) => {
          const was = earlier.find((one) => one.subject === subject)?.figures.get(metric)
          return cell({
            metric,
            spread: figures.get(metric),
            was,
            outcome: outcomeOf(result, { metric, subject }),
            ink,
          })
        }),
      ]),
    })
  })
  return [heading, ...tables, ...stageLines(result, ink)].join('\n\n')
}

/** "bob <- alice: encode 5 + jitter buffer 25 + ...", the way of a frame in its order. */
function stageLines(result: ScenarioResult, ink: Ink): readonly string[] {
  const lines = latencyBreakdownsOf(result).map(({ subject, stages }) => {
    const parts = stages.map(({ title, ms }) => `${title} ${ms.toFixed(0)}`)
    return `${ink.strong(subject)}  ${ink.faint('ms:')} ${parts.join(' + ')}`
  })
  return lines.length === 0 ? [] : [lines.join('\n')]
}

interface CellOptions {
  readonly metric: MetricName
  readonly spread: Spread | undefined
  readonly was: Spread | undefined
  readonly outcome: Outcome
  readonly ink: Ink
}

function cell({ metric, spread, was, outcome, ink }: CellOptions): string {
  if (!spread) return '-'
  const [low, high] = [spread.min, spread.max].map((value) => value.toFixed(metrics[metric].decimals))
  const range = low === high ? '' : ink.faint(` (${low} to ${high})`)
  const changed = was && !['within', 'unknown'].includes(verdictOf(metric, was, spread))
  const earlier = changed ? ink.faint(`before ${formatMetric(metric, was.median)} -> now `) : ''
  return `${earlier}${coloured(formatMetric(metric, spread.median), outcome, ink)}${range}`
}

/** A row a scenario, a column a key metric: of the subject that fares worst. */
function overview(result: RunResult, before: ReadonlyMap<string, ScenarioResult>, ink: Ink): string {
  const columns = matrixColumns(result)
  return drawTable({
    head: ['scenario', ...columns.map((metric) => heading(metric))],
    textColumns: 1,
    rows: result.scenarios.map((scenario) => {
      const now = figuresOf(scenario)
      const earlier = before.get(scenario.scenario.name)
      const was = earlier ? figuresOf(earlier) : []
      return [
        scenario.scenario.name,
        ...columns.map((metric) => {
          const worst = worstSubject(now, metric)
          if (!worst) return '-'
          const { decimals } = metrics[metric]
          const value = coloured(worst.spread.median.toFixed(decimals), outcomeOf(scenario, { metric }), ink)
          const old = was.find(({ subject }) => subject === worst.subject)?.figures.get(metric)
          return old ? `${ink.faint(`${old.median.toFixed(decimals)} ->`)} ${value}` : value
        }),
      ]
    }),
  })
}

/** Narrow: a word a line. */
function heading(metric: MetricName): string {
  const { title, unit } = metrics[metric]
  return [...title.split(' '), ...(unit === '' ? [] : [`[${unit}]`])].join('\n')
}

function coloured(text: string, { state }: Outcome, ink: Ink): string {
  if (state === 'none') return text
  return state === 'holds' ? ink.good(text) : ink.bad(`${text} !`)
}

function failureLines({ scenarios }: RunResult, ink: Ink): readonly string[] {
  const lines = scenarios.flatMap((result) => {
    const { name } = result.scenario
    const failures = result.trials.flatMap((trial) =>
      trial.state === 'failed' ? [ink.bad(`! ${name}, seed ${trial.seed}: ${harmless(trial.error)}`)] : [],
    )
    const outcome = outcomeOf(result)
    const broken = outcome.state === 'broken' ? outcome.broken : []
    return [...failures, ...brokenLines(broken).map((line) => ink.bad(`! ${name}, ${line}`))]
  })
  return lines.length === 0 ? [] : [lines.join('\n')]
}

function cautionLines(result: RunResult, ink: Ink): readonly string[] {
  const cautions = cautionsOf(result)
  return cautions.length === 0 ? [] : [cautions.map((caution) => ink.faint(`Beware: ${caution}`)).join('\n')]
}

function verdictLine({ scenarios }: RunResult, ink: Ink): string {
  const broken = scenarios.filter((result) => scenarioState(result) === 'broken').length
  return broken === 0
    ? ink.good(`${scenarios.length} of ${scenarios.length} scenarios as expected`)
    : ink.bad(`${scenarios.length - broken} of ${scenarios.length} scenarios as expected`)
}
