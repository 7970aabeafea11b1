import { type MetricName, metrics } from '../../result/index.ts'
import { brokenLines, type Outcome, type Spread } from '../figures/index.ts'
import { html, type Markup } from './markup.ts'

/** Without its unit, for columns that have it in their heads. */
export function bare(metric: MetricName, value: number): string {
  return value.toFixed(metrics[metric].decimals).replace('-', '−')
}

/** "11.4", or "9.8 to 12.0 11.4" where trials differ: the medians of a column stand below each other. */
export function median(metric: MetricName, { median: middle, min, max }: Spread): Markup {
  const range = [bare(metric, min), bare(metric, max)]
  return range[0] === range[1]
    ? html`${bare(metric, middle)}`
    : html`<span class="range">${range[0] ?? ''} to ${range[1] ?? ''}</span> ${bare(metric, middle)}`
}

/** What was expected and what came, for a title. */
export function outcomeText(outcome: Outcome): string {
  switch (outcome.state) {
    case 'none':
      return 'Nothing was expected of this.'
    case 'holds':
      return `As expected in all ${outcome.checked} checks.`
    case 'broken':
      return `Not as expected: ${brokenLines(outcome.broken).join('. ')}.`
  }
}

/** A sign besides the colour, for eyes and printers that see none. */
export function outcomeSign(outcome: Outcome): Markup | null {
  if (outcome.state === 'none') return null
  return outcome.state === 'holds'
    ? html`<span class="sign" role="img" aria-label="as expected">✓</span>`
    : html`<span class="sign" role="img" aria-label="not as expected">✗</span>`
}

/** "2026-11-23 19:29 UTC" */
export function dateText(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`
}
