import type { GoalOutcome } from '../../goals/index.ts'
import { html, type Markup } from '../html/markup.ts'
import { countReached, failuresOf, missesOf, rowsOf } from './rows.ts'

export function goalsSection(outcomes: readonly GoalOutcome[]): Markup {
  const { reached, all } = countReached(outcomes)
  return html`<section aria-labelledby="goals-title">
<h2 id="goals-title">Goals</h2>
<p class="verdict"><span class="chip ${reached === all ? 'holds' : 'broken'}">${reached} of ${all} figures reach their goal</span></p>
${failuresOf(outcomes).map((failure) => html`<p class="note caution">${failure}</p>`)}
<div class="wide" tabindex="0" role="region" aria-label="Goals"><table>
<thead><tr><th scope="col">condition</th><th scope="col" class="text">figure</th><th scope="col">plain mediasoup</th><th scope="col">now</th><th scope="col">goal</th></tr></thead>
<tbody>${rowsOf(outcomes).map(
    ({ condition, figure, before, now, aim, state }) =>
      html`<tr><th scope="row">${condition}</th><td class="text">${figure}</td><td>${before}</td><td class="${
        state === 'reached' ? 'holds' : 'broken'
      }"><span class="sign" role="img" aria-label="${state}">${state === 'reached' ? '✓' : '✗'}</span>${now}</td><td>${aim}</td></tr>
`,
  )}</tbody></table></div>
${missesOf(outcomes).map((miss) => html`<p class="note">${miss}</p>`)}
</section>`
}
