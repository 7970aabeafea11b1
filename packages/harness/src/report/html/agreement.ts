import type { ScenarioResult } from '../../result/index.ts'
import { agreementsOf } from '../figures/index.ts'
import { arrowed } from './figures-table.ts'
import { html, type Markup } from './markup.ts'

export function agreementTable(result: ScenarioResult): Markup | null {
  const agreements = agreementsOf(result)
  if (agreements.length === 0) return null
  return html`<h4>Glass to glass by two methods</h4>
<div class="wide" tabindex="0" role="region" aria-label="Glass to glass by two methods"><table>
<thead><tr><th scope="col">ms</th><th scope="col">barcode</th><th scope="col">getStats</th><th scope="col">difference</th><th scope="col" title="Clock error and half an interval between frames">stated error</th><th scope="col"></th></tr></thead>
<tbody>${agreements.map(
    ({ subject, barcodeMs, statsMs, differenceMs, errorMs, agrees }) =>
      html`<tr><th scope="row">${arrowed(subject)}</th><td>${barcodeMs.toFixed(0)}</td><td>${statsMs.toFixed(0)}</td><td>${differenceMs < 0 ? '−' : '+'}${Math.abs(differenceMs).toFixed(0)}</td><td>±${errorMs.toFixed(0)}</td><td class="text">${agrees ? 'agree' : 'do not agree'}</td></tr>`,
  )}</tbody></table></div>`
}
