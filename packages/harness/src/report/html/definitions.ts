import { metricNames, metrics } from '../../result/index.ts'
import { html, type Markup } from './markup.ts'

/** How each figure is defined. */
export function definitions(): Markup {
  return html`<section aria-labelledby="definitions-title"><h2 id="definitions-title">What the figures mean</h2>
<details class="inner"><summary>${metricNames.length} definitions</summary>
<dl class="definitions">${metricNames.map((name) => {
    const { title, unit, definition } = metrics[name]
    return html`<dt>${title}${unit === '' ? null : html` <span class="unit">${unit}</span>`}</dt><dd>${definition}</dd>`
  })}</dl></details></section>`
}
