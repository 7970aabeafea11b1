import type { JoinPhases, ScenarioResult } from '../../result/index.ts'
import { completedTrials, spreadOf } from '../figures/index.ts'
import { html, type Markup } from './markup.ts'

const phases: readonly { readonly key: keyof JoinPhases; readonly title: string }[] = [
  { key: 'socketOpen', title: 'socket' },
  { key: 'welcome', title: 'session' },
  { key: 'roomJoined', title: 'room' },
  { key: 'iceConnected', title: 'ICE' },
  { key: 'dtlsConnected', title: 'DTLS' },
  { key: 'firstPacket', title: 'first packet' },
  { key: 'firstFrameDecoded', title: 'key frame decoded' },
  { key: 'firstFrameShown', title: 'shown' },
]

export interface JoinSegment {
  readonly title: string
  /** Of `phases`, which fixes its colour. */
  readonly index: number
  readonly fromMs: number
  readonly toMs: number
}

/** The phases that came, each from the end of the latest before it: some run beside each other. */
export function joinSegments(medians: JoinPhases): readonly JoinSegment[] {
  const segments: JoinSegment[] = []
  let fromMs = 0
  for (const [index, { key, title }] of phases.entries()) {
    const at = medians[key]
    if (at === null) continue
    const toMs = Math.max(fromMs, at)
    segments.push({ title, index, fromMs, toMs })
    fromMs = toMs
  }
  return segments
}

/** A bar a client, all of one scale. */
export function joinBars(result: ScenarioResult): Markup | null {
  const trials = completedTrials(result)
  const clients = result.scenario.clients.flatMap(({ name }) => {
    const each = trials.flatMap(({ clients }) => clients.find((one) => one.name === name)?.joinPhases ?? [])
    const segments = joinSegments(mediansOf(each))
    return segments.length === 0 ? [] : [{ name, segments }]
  })
  const longestMs = Math.max(0, ...clients.map(({ segments }) => segments.at(-1)?.toMs ?? 0))
  if (longestMs === 0) return null
  const percent = (ms: number) => ((ms / longestMs) * 100).toFixed(2)
  return html`<h4>Joining</h4>
<p class="note">Whoever is in first waits for a first packet until somebody else publishes.</p>
<div class="joins">${clients.map(
    ({ name, segments }) => html`<div class="join"><span class="who">${name}</span><div class="bar">${segments.map(
      ({ title, index, fromMs, toMs }) =>
        html`<span class="part phase-${index}" style="width:${percent(toMs - fromMs)}%" title="${title}: ${fromMs.toFixed(0)} to ${toMs.toFixed(0)} ms"></span>`,
    )}</div><span class="total">${(segments.at(-1)?.toMs ?? 0).toFixed(0)} ms</span>
<ul class="phases">${segments.map(
      ({ title, index, fromMs, toMs }) =>
        html`<li><span class="key phase-${index}"></span>${title} <b>${(toMs - fromMs).toFixed(0)}</b></li>`,
    )}</ul></div>`,
  )}</div>`
}

function mediansOf(each: readonly JoinPhases[]): JoinPhases {
  const median = (key: keyof JoinPhases) => spreadOf(each.map((one) => one[key]))?.median ?? null
  return {
    socketOpen: median('socketOpen'),
    welcome: median('welcome'),
    roomJoined: median('roomJoined'),
    iceConnected: median('iceConnected'),
    dtlsConnected: median('dtlsConnected'),
    firstPacket: median('firstPacket'),
    firstFrameDecoded: median('firstFrameDecoded'),
    firstFrameShown: median('firstFrameShown'),
  }
}
