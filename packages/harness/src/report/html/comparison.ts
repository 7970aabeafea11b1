import { formatMetric, metrics } from '../../result/index.ts'
import { type Change, chanceText, howDecided, type RunComparison, type RunSide } from '../compare/index.ts'
import { arrowed } from './figures-table.ts'
import { html, type Markup } from './markup.ts'
import { arrow, verdictTitles } from './matrix.ts'
import { dateText, median } from './values.ts'

const shownHashLength = 12

/** Both runs, scenario by scenario: what is beyond the spread at once, the rest behind a click. */
export function comparisonSection(comparison: RunComparison): Markup {
  const { before, after, scenarios, onlyAfter, onlyBefore } = comparison
  return html`<section aria-labelledby="comparison-title">
<h2 id="comparison-title">Before and now</h2>
<p class="note">Before: ${sideText(before)}. Now: ${sideText(after)}. ${howDecided} ${chanceText(before.fewestTrials, after.fewestTrials)}</p>
${before.cpu === after.cpu ? null : html`<p class="note caution">The machines differ: ${before.cpu} before, ${after.cpu} now.</p>`}
${onlyAfter.length === 0 ? null : html`<p class="note">Not in the run before: ${onlyAfter.join(', ')}.</p>`}
${onlyBefore.length === 0 ? null : html`<p class="note">Only in the run before: ${onlyBefore.join(', ')}.</p>`}
${scenarios.map(({ name, title, conditionsDiffer, changes }) => {
  const beyond = changes.filter(isBeyond)
  const better = beyond.filter(({ verdict }) => verdict === 'better').length
  const worse = beyond.filter(({ verdict }) => verdict === 'worse').length
  return html`<details class="compared"${worse > 0 ? html` open` : null}><summary><span class="name">${title}</span>
<span class="chip">${better} better</span><span class="chip${worse > 0 ? ' broken' : ''}">${worse} worse</span><span class="chip">${
    changes.length - beyond.length
  } within</span>${conditionsDiffer ? html`<span class="chip broken">conditions differ</span>` : null}</summary>
${beyond.length === 0 ? html`<p class="note">Nothing is beyond the spread.</p>` : changesTable(beyond, `${title}: beyond the spread`)}
<details class="inner"><summary>All ${changes.length} figures of ${name}</summary>${changesTable(changes, `${title}: all figures`)}</details>
</details>`
})}
</section>`
}

function sideText({ startedAt, commit, fewestTrials }: RunSide): string {
  return `${dateText(startedAt)}, ${commit ? `commit ${commit.slice(0, shownHashLength)}` : 'no commit'}, trials of a scenario: ${fewestTrials}`
}

function isBeyond({ verdict }: Change): boolean {
  return verdict === 'better' || verdict === 'worse' || verdict === 'changed'
}

function changesTable(changes: readonly Change[], label: string): Markup {
  return html`<div class="wide" tabindex="0" role="region" aria-label="${label}"><table>
<thead><tr><th scope="col">Of</th><th scope="col" class="text">Figure</th><th scope="col">before</th><th scope="col">now</th><th scope="col">change</th><th scope="col" class="text">beyond the spread?</th></tr></thead>
<tbody>${changes.map(({ subject, metric, before, after, verdict, assumed }) => {
    const { title, unit } = metrics[metric]
    return html`<tr><th scope="row">${arrowed(subject)}</th><td class="text">${title}${unit === '' ? null : html` <span class="unit">${unit}</span>`}</td><td>${
      before ? median(metric, before) : '–'
    }</td><td>${after ? median(metric, after) : '–'}</td><td>${
      before && after ? signed(metric, after.median - before.median) : '–'
    }</td><td class="text was ${verdict}">${verdictTitles[verdict]}${assumed && verdict !== 'unknown' ? ' ~' : null}${
      before && after ? arrow(verdict, before, after) : null
    }</td></tr>
`
  })}</tbody></table></div>`
}

function signed(metric: Change['metric'], difference: number): string {
  const text = formatMetric(metric, difference)
  return difference > 0 ? `+${text}` : text
}
