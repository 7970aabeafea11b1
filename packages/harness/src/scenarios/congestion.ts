import type { ScenarioInput } from '../scenario/index.ts'
import { link, pair, publisher, warmupSeconds } from './parts.ts'

const alive = [{ metric: 'fps', comparison: 'atLeast', value: 0.1 }] as const

export const congestion: ScenarioInput[] = [
  {
    name: 'bufferbloat-uplink',
    title: 'Bufferbloat, uplink',
    group: 'congestion',
    why: 'RFC 8868, 4.4: a queue of 2 s before a slow uplink; who fills it pays with latency.',
    clients: pair(link({ rateKbps: 500, queueMs: 2_000 })),
    warmupSeconds,
    seconds: 20,
    expectations: [...alive],
  },
  {
    name: 'bufferbloat-downlink',
    title: 'Bufferbloat, downlink',
    group: 'congestion',
    why: 'RFC 8868, 4.4: a queue of 2 s before a slow downlink, and a download that begins.',
    clients: pair(link({}, { rateKbps: 1_500, queueMs: 2_000 })),
    warmupSeconds,
    seconds: 20,
    timeline: [
      {
        atSeconds: 5,
        action: { step: 'tcpTransfer', client: 'bob', direction: 'down', kilobytes: 20_000, seconds: 8 },
        measureRecovery: true,
      },
    ],
    expectations: [...alive],
  },
  {
    name: 'bad-subscriber',
    title: 'One bad subscriber among good ones',
    group: 'others must not suffer',
    why: 'What one receives badly must cost the others nothing.',
    clients: [
      publisher('alice'),
      publisher('bob'),
      publisher('carol', { link: link({}, { rateKbps: 300, lossShare: 0.2 }) }),
    ],
    warmupSeconds,
    seconds: 15,
    expectations: [
      { metric: 'fps', client: 'bob', of: 'alice', comparison: 'atLeast', value: 10 },
      { metric: 'fps', client: 'alice', of: 'bob', comparison: 'atLeast', value: 10 },
    ],
  },
  {
    name: 'bad-publisher',
    title: 'One bad publisher among good ones',
    group: 'others must not suffer',
    why: 'A feed that arrives badly must not harm the good ones.',
    clients: [
      publisher('alice'),
      publisher('bob'),
      publisher('carol', { link: link({ rateKbps: 300, lossShare: 0.2 }) }),
    ],
    warmupSeconds,
    seconds: 15,
    expectations: [
      { metric: 'fps', client: 'bob', of: 'alice', comparison: 'atLeast', value: 10 },
      { metric: 'fps', client: 'alice', of: 'bob', comparison: 'atLeast', value: 10 },
    ],
  },
]
