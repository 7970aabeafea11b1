import { formatMetric, type MetricName, metrics, type RunResult, type ScenarioResult } from '../../result/index.ts'
import { sameConditions, type Verdict, verdictOf } from '../compare/index.ts'
import { completedTrials, figuresOf, matrixColumns, outcomeOf, type Spread, worstSubject } from '../figures/index.ts'
import { html, type Markup } from './markup.ts'
import { bare, outcomeSign, outcomeText } from './values.ts'

export interface MatrixOptions {
  readonly result: RunResult
  readonly baseline: RunResult | null
}

/** All scenarios at a glance: rows by group, a column a metric. */
export function matrix({ result, baseline }: MatrixOptions): Markup {
  const columns = matrixColumns(result)
  const before = new Map(baseline?.scenarios.map((scenario) => [scenario.scenario.name, scenario]))
  const groups = Map.groupBy(result.scenarios, ({ scenario }) => scenario.group)
  return html`<section aria-labelledby="matrix-title">
<h2 id="matrix-title">All scenarios</h2>
<p class="note">The median over the trials, of the client or subscription that fares worst${
    baseline ? '; below it, what it was before' : ''
  }.
<span class="chip holds"><span class="sign">✓</span> as expected</span>
<span class="chip broken"><span class="sign">✗</span> not as expected</span>
<span class="chip">nothing expected</span></p>
<div class="wide" tabindex="0" role="region" aria-labelledby="matrix-title"><table class="matrix">
<thead><tr><th scope="col" class="corner">Scenario</th>${columns.map(columnHead)}</tr></thead>
${[...groups].map(
  ([group, scenarios]) => html`<tbody>
<tr class="group"><th scope="rowgroup" colspan="${columns.length + 1}"><span>${group}</span></th></tr>
${scenarios.map((scenario) => row(scenario, before.get(scenario.scenario.name) ?? null, columns))}</tbody>`,
)}
</table></div>
</section>`
}

function columnHead(metric: MetricName): Markup {
  const { title, unit, definition } = metrics[metric]
  return html`<th scope="col" title="${definition}">${title}${unit === '' ? null : html` <span class="unit">${unit}</span>`}</th>`
}

function row(result: ScenarioResult, before: ScenarioResult | null, columns: readonly MetricName[]): Markup {
  const { name, title } = result.scenario
  const failed = result.trials.length - completedTrials(result).length
  const head = html`<th scope="row"><a href="#scenario-${name}">${title}</a>${
    failed === 0
      ? null
      : html`<span class="chip broken"><span class="sign">✗</span> ${failed} of ${result.trials.length} failed</span>`
  }${before && !sameConditions(before, result) ? html`<span class="chip">conditions differ from before</span>` : null}</th>`
  const now = figuresOf(result)
  const earlier = before ? figuresOf(before) : []
  return html`<tr>${head}${columns.map((metric) => {
    const worst = worstSubject(now, metric)
    const was = worst && (earlier.find(({ subject }) => subject === worst.subject)?.figures.get(metric) ?? null)
    const outcome = outcomeOf(result, { metric })
    const text = [worst?.subject, outcomeText(outcome)].filter((part) => part !== undefined).join('. ')
    return html`<td class="${outcome.state}" title="${text}">${
      worst ? html`<span class="value">${outcomeSign(outcome)}${bare(metric, worst.spread.median)}</span>` : '–'
    }${worst && was ? beforeText(metric, was, worst.spread) : null}</td>`
  })}</tr>
`
}

function beforeText(metric: MetricName, was: Spread, now: Spread): Markup {
  const verdict = verdictOf(metric, was, now)
  const title = `${verdictTitles[verdict]}: ${formatMetric(metric, was.median)} before, ${formatMetric(metric, now.median)} now`
  return html`<span class="was ${verdict}" title="${title}">before ${bare(metric, was.median)}${arrow(verdict, was, now)}</span>`
}

/** Direction of the change where it is beyond the spread. */
export function arrow(verdict: Verdict, was: Spread, now: Spread): Markup | null {
  if (verdict === 'within' || verdict === 'unknown') return null
  const up = now.median > was.median
  return html` <span class="arrow" role="img" aria-label="${verdictTitles[verdict]}">${up ? '↑' : '↓'}</span>`
}

export const verdictTitles: Record<Verdict, string> = {
  better: 'better',
  worse: 'worse',
  changed: 'changed',
  within: 'within the spread',
  unknown: 'not on both sides',
}
