import type { ScenarioResult } from '../../result/index.ts'
import { latencyBreakdownsOf } from '../figures/index.ts'
import { arrowed } from './figures-table.ts'
import { html, type Markup } from './markup.ts'

/** A bar a subscription, all of one scale: where the milliseconds are. */
export function latencyBars(result: ScenarioResult): Markup | null {
  const breakdowns = latencyBreakdownsOf(result).map(({ subject, stages }) => ({
    subject,
    stages,
    // The rest is what two methods differ by, and may be less than nothing.
    totalMs: stages.reduce((sum, { ms }) => sum + Math.max(0, ms), 0),
  }))
  const longestMs = Math.max(0, ...breakdowns.map(({ totalMs }) => totalMs))
  if (longestMs === 0) return null
  const width = (ms: number) => ((Math.max(0, ms) / longestMs) * 100).toFixed(2)
  return html`<h4>Where the milliseconds are</h4>
<p class="note">Means, of the picture. Glass to glass runs from after capture to before render.</p>
<div class="joins">${breakdowns.map(
    ({
      subject,
      stages,
      totalMs,
    }) => html`<div class="join"><span class="who">${arrowed(subject)}</span><div class="bar">${stages.map(
      ({ title, index, ms }) =>
        html`<span class="part stage-${index}" style="width:${width(ms)}%" title="${title}: ${ms.toFixed(1)} ms"></span>`,
    )}</div><span class="total">${totalMs.toFixed(0)} ms</span>
<ul class="phases">${stages.map(
      ({ title, definition, index, ms }) =>
        html`<li title="${definition}"><span class="key stage-${index}"></span>${title} <b>${ms.toFixed(1)}</b></li>`,
    )}</ul></div>`,
  )}</div>`
}
