/**
 * Networks that change from second to second, as data. No recording is copied: the numbers were written by hand, with a
 * median, spread and holes of the order that the named measurements report, so that everyone has the same ones.
 */
import type { ScenarioInput } from '../scenario/index.ts'
import { pair, warmupSeconds } from './parts.ts'

interface Trace {
  readonly name: string
  readonly title: string
  readonly source: string
  /** A second each: kbit/s down, kbit/s up, one-way milliseconds. */
  readonly seconds: readonly (readonly [down: number, up: number, delay: number])[]
  readonly jitterMs: number
  readonly lossShare: number
  readonly queueMs: number
}

const traces: readonly Trace[] = [
  {
    name: 'trace-3g',
    title: '3G on a commute',
    source:
      'Of the order of Riiser et al., "Commute path bandwidth traces from 3G networks" (MMSys 2013): about 1 Mbit/s with dips to a tenth of it.',
    seconds: [
      [1_150, 420, 60],
      [980, 390, 65],
      [1_310, 460, 58],
      [870, 350, 72],
      [640, 300, 85],
      [410, 220, 110],
      [260, 150, 150],
      [150, 110, 190],
      [210, 130, 160],
      [520, 240, 105],
      [900, 360, 75],
      [1_240, 440, 62],
      [1_480, 470, 55],
      [1_330, 450, 58],
      [1_020, 400, 66],
      [760, 320, 80],
      [690, 310, 84],
      [930, 370, 72],
      [1_180, 430, 60],
      [1_270, 440, 58],
    ],
    jitterMs: 12,
    lossShare: 0.01,
    queueMs: 500,
  },
  {
    name: 'trace-4g',
    title: '4G in a moving car',
    source:
      'Of the order of Raca et al., "Beyond throughput: a 4G LTE dataset" (MMSys 2018): several Mbit/s, wide swings, short holes at handover.',
    seconds: [
      [9_200, 3_100, 28],
      [12_400, 3_800, 26],
      [7_300, 2_600, 30],
      [4_100, 1_700, 38],
      [2_200, 900, 52],
      [600, 250, 95],
      [120, 80, 180],
      [1_900, 700, 60],
      [6_800, 2_300, 32],
      [11_000, 3_500, 26],
      [14_500, 4_200, 24],
      [8_700, 2_900, 29],
      [5_200, 1_900, 35],
      [3_300, 1_300, 42],
      [2_700, 1_100, 47],
      [4_900, 1_800, 36],
      [7_900, 2_700, 30],
      [10_300, 3_300, 27],
      [9_600, 3_200, 28],
      [8_800, 2_900, 29],
    ],
    jitterMs: 8,
    lossShare: 0.003,
    queueMs: 300,
  },
  {
    name: 'trace-wifi',
    title: 'A crowded Wi-Fi',
    source:
      'Of the order of Sui et al., "Characterizing and improving WiFi latency in large-scale operational networks" (MobiSys 2016): milliseconds at the median, beyond 100 ms for the worst few per cent.',
    seconds: [
      [18_000, 16_000, 4],
      [15_000, 14_000, 5],
      [9_000, 8_000, 9],
      [3_000, 2_500, 35],
      [1_200, 900, 120],
      [6_000, 5_500, 15],
      [14_000, 13_000, 6],
      [17_000, 15_000, 4],
      [16_000, 14_500, 5],
      [8_000, 7_000, 12],
      [2_000, 1_600, 70],
      [700, 600, 160],
      [4_500, 4_000, 22],
      [12_000, 11_000, 7],
      [18_500, 16_500, 4],
      [17_500, 16_000, 4],
      [13_000, 12_000, 6],
      [5_000, 4_500, 20],
      [10_000, 9_000, 8],
      [16_500, 15_000, 5],
    ],
    jitterMs: 5,
    lossShare: 0.01,
    queueMs: 400,
  },
]

function conditions({ seconds, jitterMs, lossShare, queueMs }: Trace, second: number) {
  const [down, up, delayMs] = seconds[second] ?? [1_000, 1_000, 50]
  const common = { delayMs, jitterMs, lossShare, queueMs }
  return { up: { ...common, rateKbps: up }, down: { ...common, rateKbps: down } }
}

export const networkTraces: ScenarioInput[] = traces.map((trace) => ({
  name: trace.name,
  title: trace.title,
  group: 'traces',
  why: trace.source,
  clients: pair(conditions(trace, 0)),
  warmupSeconds,
  seconds: trace.seconds.length,
  timeline: trace.seconds.map((_, second) => ({
    atSeconds: second,
    action: { step: 'setLink', client: 'bob', ...conditions(trace, second) },
  })),
  expectations: [
    { metric: 'fps', comparison: 'atLeast', value: 4 },
    { metric: 'frozenShare', comparison: 'atMost', value: 60 },
    { metric: 'concealedShare', comparison: 'atMost', value: 30 },
  ],
}))
