import type { ScenarioResult, TrialEvent } from '../../result/index.ts'
import type { ClientPlan } from '../../scenario/index.ts'
import { completedTrials, outcomeOf, scenarioState } from '../figures/index.ts'
import { marksOf, plotsOf } from '../plots/index.ts'
import { agreementTable } from './agreement.ts'
import { figuresTables } from './figures-table.ts'
import { joinBars } from './join-phases.ts'
import { latencyBars } from './latency-bars.ts'
import { describeLink } from './link-text.ts'
import { dataScript, html, type Markup } from './markup.ts'
import { outcomeText } from './values.ts'

/** All about one scenario; closed until asked for, and its plots are built then. */
export function scenarioSection(result: ScenarioResult, baseline: ScenarioResult | null): Markup {
  const { scenario, trials } = result
  const outcome = outcomeOf(result)
  const state = scenarioState(result)
  const failures = trials.filter((trial) => trial.state === 'failed')
  const plots = plotsOf(result, baseline)
  const id = `plots-${scenario.name}`
  return html`<details class="scenario" id="scenario-${scenario.name}">
<summary><span class="name">${scenario.title}</span> <code>${scenario.name}</code>${
    state === 'none'
      ? null
      : html`<span class="chip ${state}"><span class="sign">${state === 'holds' ? '✓' : '✗'}</span> ${
          state === 'holds' ? 'as expected' : 'not as expected'
        }</span>`
  }</summary>
<p class="why">${scenario.why}</p>
${outcome.state === 'broken' ? html`<p class="note caution">${outcomeText(outcome)}</p>` : null}
${failures.map(({ seed, error }) => html`<p class="note caution">Trial with seed ${seed} failed: ${error}</p>`)}
<h4>Conditions</h4>
<ul class="conditions">${scenario.clients.map((client) => html`<li><b>${client.name}</b> ${clientText(client)}</li>`)}
<li>${scenario.seconds} s measured after ${scenario.warmupSeconds} s to settle</li></ul>
${eventList(completedTrials(result)[0]?.events ?? [])}
${joinBars(result)}
<h4>Figures <span class="unit">${trialsText(trials.length - failures.length, trials.length)}</span></h4>
${figuresTables(result)}
${latencyBars(result)}
${agreementTable(result)}
${
  plots.trials.length === 0
    ? null
    : html`<h4>Over time</h4><div class="plots" data-plots="${id}"><noscript>Plots need scripts to be allowed.</noscript></div>${dataScript(id, plots)}`
}
${logs(result)}
</details>`
}

function trialsText(completed: number, all: number): string {
  if (all === 1) return 'of one trial'
  return `median over ${completed} of ${all} trials, after the lowest and the highest where they differ`
}

function clientText({ kind, publish, subscribe, link, joinsAfterSeconds }: ClientPlan): string {
  const video = publish?.video
  const sends = [
    ...(video
      ? [
          `${video.codec} ${video.width}×${video.height} at ${video.fps} fps up to ${video.maxKbps} kbit/s${video.simulcast ? ', simulcast' : ''}`,
        ]
      : []),
    ...(publish?.audio ? ['Opus'] : []),
  ]
  return [
    `(${kind}) ${sends.length === 0 ? 'sends nothing' : `sends ${sends.join(' and ')}`}`,
    subscribe ? 'watches everyone' : 'watches nobody',
    ...(joinsAfterSeconds > 0 ? [`joins ${joinsAfterSeconds} s later`] : []),
    ...(link ? [`up: ${describeLink(link.up)}`, `down: ${describeLink(link.down)}`] : ['a perfect wire']),
  ].join('; ')
}

function eventList(events: readonly TrialEvent[]): Markup | null {
  if (events.length === 0) return null
  const marks = marksOf(events)
  const more = events.length - marks.length
  return html`<h4>What happens</h4>
<ol class="events">${marks.map(({ atSeconds, label }) => html`<li><b>${atSeconds.toFixed(1)} s</b> ${label}</li>`)}</ol>
${more === 0 ? null : html`<p class="note">and ${more} changes of links</p>`}`
}

function logs(result: ScenarioResult): Markup | null {
  const lines = completedTrials(result).flatMap(({ seed, clients }) =>
    clients.flatMap(({ name, log }) => log.map((line) => `seed ${seed}, ${name}: ${line}`)),
  )
  if (lines.length === 0) return null
  return html`<details class="inner"><summary>${lines.length} lines of the clients' logs</summary><pre>${lines.join('\n')}</pre></details>`
}
