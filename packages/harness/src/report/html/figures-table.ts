import {
  isLatencyStage,
  type MetricName,
  metricNames,
  metrics,
  type ScenarioResult,
  type Subject,
} from '../../result/index.ts'
import { figuresOf, outcomeOf, type SubjectFigures } from '../figures/index.ts'
import { html, type Markup } from './markup.ts'
import { median, outcomeSign, outcomeText } from './values.ts'

const kinds: readonly { readonly kind: Subject; readonly title: string }[] = [
  { kind: 'subscription', title: 'Who watches whom' },
  { kind: 'client', title: 'Clients' },
  { kind: 'call', title: 'The call' },
]

/** Medians and ranges over the trials: a table a kind of subject, a row a metric. */
export function figuresTables(result: ScenarioResult): Markup {
  const subjects = figuresOf(result)
  return html`<div class="figures">${kinds.map(({ kind, title }) => {
    const columns = subjects.filter((one) => one.kind === kind)
    const rows = metricNames.filter(
      (metric) => !isLatencyStage(metric) && columns.some(({ figures }) => figures.has(metric)),
    )
    return rows.length === 0 ? null : table({ result, title, columns, rows })
  })}</div>`
}

interface TableOptions {
  readonly result: ScenarioResult
  readonly title: string
  readonly columns: readonly SubjectFigures[]
  readonly rows: readonly MetricName[]
}

function table({ result, title, columns, rows }: TableOptions): Markup {
  return html`<div class="wide" tabindex="0" role="region" aria-label="${title}"><table>
<thead><tr><th scope="col">${title}</th>${columns.map(({ subject }) => html`<th scope="col">${arrowed(subject)}</th>`)}</tr></thead>
<tbody>${rows.map((metric) => {
    const { title: name, unit, definition } = metrics[metric]
    return html`<tr><th scope="row" title="${definition}">${name}${unit === '' ? null : html` <span class="unit">${unit}</span>`}</th>${columns.map(
      ({ subject, figures }) => {
        const spread = figures.get(metric)
        const outcome = outcomeOf(result, { metric, subject })
        return html`<td class="${outcome.state}" title="${outcomeText(outcome)}">${outcomeSign(outcome)}${spread ? median(metric, spread) : '–'}</td>`
      },
    )}</tr>
`
  })}</tbody></table></div>`
}

/** "bob <- alice" as it is meant, in one piece. */
export function arrowed(subject: string): string {
  return subject.replace(' <- ', '\u00a0←\u00a0')
}
