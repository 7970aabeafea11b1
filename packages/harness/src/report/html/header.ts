import type { RunResult } from '../../result/index.ts'
import { cautionsOf, scenarioState } from '../figures/index.ts'
import { type Content, html, type Markup } from './markup.ts'
import { dateText } from './values.ts'

const bytesPerGibibyte = 2 ** 30
const shownHashLength = 12

export function header(result: RunResult): Markup {
  const { machine, commit } = result
  const facts: readonly [string, Content][] = [
    ['Began', dateText(result.startedAt)],
    ['Took', durationText(result)],
    [
      'Asked for',
      result.arguments.length === 0
        ? 'everything'
        : result.arguments.map((one) => html`<span class="arg">${one}</span> `),
    ],
    ['Trials', `${result.repeat} a scenario, from seed ${result.seed}`],
    ['Commit', commit ? commit.hash.slice(0, shownHashLength) + (commit.modified ? ' with changes' : '') : 'none'],
    ['Machine', `${machine.cpu}, ${machine.cores} cores, ${(machine.memoryBytes / bytesPerGibibyte).toFixed(1)} GiB`],
    ['Kernel', machine.kernel],
    ['Load before', machine.loadAverage.toFixed(1)],
    ['Network', `emulated, packets by ${result.backend === 'tun' ? 'TUN' : 'VXLAN'}`],
    ...Object.entries(result.versions),
  ]
  const cautions = cautionsOf(result)
  return html`<header>
<h1>Call quality</h1>
<p class="verdict">${verdict(result)}</p>
<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${
  cautions.length === 0
    ? null
    : html`<section class="cautions" aria-labelledby="cautions"><h2 id="cautions">Before you trust the figures</h2>
<ul>${cautions.map((caution) => html`<li>${caution}</li>`)}</ul></section>`
}
</header>`
}

function verdict({ scenarios }: RunResult): Markup {
  const states = scenarios.map(scenarioState)
  const broken = states.filter((state) => state === 'broken').length
  const holding = states.filter((state) => state === 'holds').length
  const silent = scenarios.length - broken - holding
  const parts = [
    html`<span class="chip holds"><span class="sign">✓</span> ${holding} as expected</span> `,
    ...(broken > 0 ? [html`<span class="chip broken"><span class="sign">✗</span> ${broken} not</span> `] : []),
    ...(silent > 0 ? [html`<span class="chip">${silent} without expectations checked</span>`] : []),
  ]
  return html`${scenarios.length} ${scenarios.length === 1 ? 'scenario' : 'scenarios'} ${parts}`
}

function durationText({ startedAt, finishedAt }: RunResult): string {
  const seconds = Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
