import type { MetricName } from '../result/index.ts'
import type { Bound, Figure, Goal, Statistic } from './goal.ts'

const oneHop = { concealedPercent: 0.5, fps: 14, frozenPercent: 5 }

function heavyLoss(
  scenario: string,
  { concealedPercent, fps, frozenPercent }: { concealedPercent: number; fps: number; frozenPercent: number },
): Goal['bounds'] {
  return [
    atMost(concealedPercent, metric(scenario, 'concealedShare')),
    atLeast(fps, metric(scenario, 'fps')),
    atMost(frozenPercent, metric(scenario, 'frozenShare')),
  ]
}

const mostP95Ms = 200

function latency(scenario: string, p50Ms: number): Goal['bounds'] {
  return [atMost(p50Ms, metric(scenario, 'videoLatencyP50')), atMost(mostP95Ms, metric(scenario, 'videoLatencyP95'))]
}

/** By the breakdown of latency, whose stages add up to what barcodes show within a few milliseconds. */
const lipSync =
  'What is left is the jitter buffer: browsers hold pictures until 30 ms before their sound, and sound takes 60 to 80 ms more than the way, the more the busier the machine is.'

/** Alice and Bob watching each other, while Carol is the bad one. */
function lossToOthers(of: MetricName): Figure {
  const subscriptions = [
    ['alice', 'bob'],
    ['bob', 'alice'],
  ] as const
  return { of: 'comparison', scenario: 'bad-subscriber', reference: 'clean-three', metric: of, subscriptions }
}

export const goals: readonly Goal[] = [
  {
    name: 'loss-40-uplink',
    condition: '40 % independent loss on one hop, uplink, RTT 50 ms',
    bounds: heavyLoss('loss-40-uplink', oneHop),
  },
  {
    name: 'loss-40-downlink',
    condition: '40 % independent loss on one hop, downlink, RTT 50 ms',
    bounds: heavyLoss('loss-40-downlink', oneHop),
  },
  {
    name: 'loss-40-both',
    condition: '40 % independent loss on one hop, up and down, RTT 50 ms',
    bounds: heavyLoss('loss-40-both', oneHop),
  },
  {
    name: 'loss-40-two-hops',
    condition: '40 % independent loss on both hops, up and down, RTT 50 ms each',
    bounds: heavyLoss('loss-40-two-hops', { concealedPercent: 2, fps: 12, frozenPercent: 10 }),
  },
  {
    name: 'burst-20',
    condition: '20 % Gilbert-Elliott loss, mean burst 5, downlink',
    bounds: heavyLoss('burst-20-mean-5-downlink', { concealedPercent: 2, fps: 13, frozenPercent: 5 }),
  },
  {
    name: 'clean-rtt-0',
    condition: 'clean, RTT 0 ms on each hop',
    bounds: latency('clean-local', 60),
    limits: lipSync,
  },
  {
    name: 'clean-rtt-50',
    condition: 'clean, RTT 50 ms on each hop',
    bounds: latency('clean', 90),
    limits: `50 ms is the way alone. ${lipSync}`,
  },
  {
    name: 'clean-rtt-100',
    condition: 'clean, RTT 100 ms on each hop',
    bounds: latency('clean-far', 120),
    limits: `100 ms is the way alone, encoding takes 4 and the shortest jitter buffer 12. ${lipSync}`,
  },
  {
    name: 'changing-capacity',
    condition: 'RFC 8867, 5.1: capacity that changes',
    bounds: [
      atLeast(85, metric('rfc8867-5.1', 'uplinkSteadyUse')),
      atMost(300, metric('rfc8867-5.1', 'uplinkQueueP95')),
      atMost(10, metric('rfc8867-5.1', 'uplinkSettling')),
    ],
  },
  {
    name: 'switch-make-before-break',
    condition: 'network switch, the new one first',
    bounds: [atMost(2, metric('switch-make-before-break', 'mediaBack', 'p95'))],
  },
  {
    name: 'switch-break-before-make',
    condition: 'network switch, the old one gone first',
    bounds: [atMost(2, metric('switch-break-before-make', 'mediaBack', 'p95'))],
  },
  {
    name: 'outage-5s',
    condition: 'outage of 5 s',
    bounds: [atMost(1, metric('outage-5s', 'mediaBack'))],
  },
  {
    name: 'outage-60s',
    condition: 'outage of 60 s',
    once: true,
    bounds: [atLeast(1, metric('outage-60s', 'sessionKept', 'worst'))],
  },
  {
    name: 'worker-killed',
    condition: 'SFU worker killed',
    bounds: [atMost(3, metric('worker-killed', 'mediaBack', 'p95'))],
  },
  {
    name: 'bad-subscriber',
    condition: 'one bad subscriber: what the others lose against clean',
    bounds: [atMost(5, lossToOthers('fps')), atMost(5, lossToOthers('videoBitrate')), atMost(5, lossToOthers('ssim'))],
  },
  {
    name: 'chaos',
    condition: 'signalling on connections that break all the time',
    bounds: [
      atMost(0, { of: 'chaos', count: 'lost' }),
      atMost(0, { of: 'chaos', count: 'doubled' }),
      atMost(0, { of: 'chaos', count: 'outOfOrder' }),
    ],
  },
]

function metric(scenario: string, name: MetricName, statistic: Statistic = 'medianOfWorst'): Figure {
  // Alice's uplink is the one that changes; of other clients' there is no figure.
  const client = name.startsWith('uplink') ? { client: 'alice' } : {}
  return { of: 'scenario', scenario, metric: name, statistic, ...client }
}

function atMost(value: number, figure: Figure): Bound {
  return { figure, comparison: 'atMost', value }
}

function atLeast(value: number, figure: Figure): Bound {
  return { figure, comparison: 'atLeast', value }
}
