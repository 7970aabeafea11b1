/**
 * RFC 8867, test cases for congestion control of interactive media, sections 5.1 to 5.8.
 *
 * The RFC's path is one bottleneck between two end points: 50 ms one way, a drop-tail queue of 300 ms, and flows of 150
 * to 1,500 kbit/s that share it. Here an SFU stands in the middle, so a case is run where its bottleneck can be: a
 * single flow's on the publisher's uplink, and one that several flows share on the downlink of who watches them all.
 * Capacities and ratios are the RFC's. Two things are scaled for one machine of two cores: time by 0.4, and case 5.5 has
 * three flows instead of five (every flow is a browser that encodes). Case 5.1 has a goal on how soon it settles after a
 * step: its time is scaled by 0.75 only.
 */
import type { ScenarioInput } from '../scenario/index.ts'
import { bigCamera, publisher, watcher } from './parts.ts'

/** Of the RFC's seconds. */
const timeScale = 0.4
/** Of case 5.1: steps of 15 s leave 5 s of steady state when 10 s may pass until it settles. */
const longTimeScale = 0.75
const at = (rfcSeconds: number) => rfcSeconds * timeScale
const group = 'RFC 8867'
const queueMs = 300
/** 50 ms one way in all. */
const hop = { delayMs: 25 }
const limited = (rateKbps: number) => ({ ...hop, rateKbps, queueMs })
const aFlow = { publish: bigCamera, subscribe: false, link: { up: hop, down: hop } }
const warmupSeconds = 5
const alive = [
  { metric: 'fps', comparison: 'atLeast', value: 0.1 },
  { metric: 'concealedShare', comparison: 'atMost', value: 30 },
] as const

type Steps = NonNullable<ScenarioInput['timeline']>
type Direction = 'up' | 'down'

/** Capacity over time: the RFC's seconds and kbit/s. */
function capacity(
  client: string,
  direction: Direction,
  pattern: readonly (readonly [number, number])[],
  scale = timeScale,
): Steps {
  return pattern.map(([seconds, rateKbps]) => ({
    atSeconds: seconds * scale,
    action: { step: 'setLink', client, [direction]: limited(rateKbps) },
    measureRecovery: seconds > 0,
  }))
}

/** A short transfer every so often, on a fixed plan instead of a random one, so that trials can be compared. */
const shortTransfers: Steps = Array.from({ length: 10 }, (_, n) => ({
  atSeconds: 2 + 3 * n,
  // 100 kB to 1 MB, as in the RFC.
  action: {
    step: 'tcpTransfer',
    client: 'carol',
    direction: 'down',
    kilobytes: 100 * (1 + ((n * 7) % 10)),
    seconds: 10,
  },
}))

export const rfc8867: ScenarioInput[] = [
  {
    name: 'rfc8867-5.1',
    title: 'Variable capacity, one flow',
    group,
    why: 'RFC 8867, 5.1: 1 Mbit/s, then times 2.5, 0.6 and 1. On the uplink, time scaled by 0.75.',
    clients: [publisher('alice', { ...aFlow, link: { up: limited(1_000), down: hop } }), watcher('bob')],
    warmupSeconds,
    seconds: 100 * longTimeScale,
    timeline: capacity(
      'alice',
      'up',
      [
        [40, 2_500],
        [60, 600],
        [80, 1_000],
      ],
      longTimeScale,
    ),
    expectations: [
      { metric: 'fps', comparison: 'atLeast', value: 5 },
      { metric: 'frozenShare', comparison: 'atMost', value: 30 },
      { metric: 'concealedShare', comparison: 'atMost', value: 10 },
    ],
  },
  {
    name: 'rfc8867-5.2',
    title: 'Variable capacity, two flows',
    group,
    why: 'RFC 8867, 5.2: 2 Mbit/s times 2, 1, 1.75, 0.5 and 1, shared by two flows. On the downlink, time scaled by 0.4.',
    clients: [
      publisher('alice', aFlow),
      publisher('bob', aFlow),
      watcher('carol', { link: { up: hop, down: limited(4_000) } }),
    ],
    warmupSeconds,
    seconds: at(125),
    timeline: capacity('carol', 'down', [
      [25, 2_000],
      [50, 3_500],
      [75, 1_000],
      [100, 2_000],
    ]),
    expectations: [...alive],
  },
  {
    name: 'rfc8867-5.3',
    title: 'Congested feedback, both send',
    group,
    why: 'RFC 8867, 5.3: forward 2, 1, 0.5 and 2 Mbit/s, backward 2, 0.8 and 2. Both are the links of one client, time scaled by 0.4.',
    clients: [
      publisher('alice', { publish: bigCamera, link: { up: limited(2_000), down: limited(2_000) } }),
      publisher('bob', { publish: bigCamera }),
    ],
    warmupSeconds,
    seconds: at(100),
    timeline: [
      ...capacity('alice', 'up', [
        [20, 1_000],
        [40, 500],
        [60, 2_000],
      ]),
      ...capacity('alice', 'down', [
        [35, 800],
        [70, 2_000],
      ]),
    ],
    expectations: [...alive],
  },
  {
    name: 'rfc8867-5.4',
    title: 'Three flows of one kind compete',
    group,
    why: 'RFC 8867, 5.4: 3.5 Mbit/s, flows begin at 0, 20 and 40 s. On the downlink, time scaled by 0.4.',
    clients: [
      publisher('alice', aFlow),
      publisher('bob', { ...aFlow, joinsAfterSeconds: at(20) }),
      publisher('dave', { ...aFlow, joinsAfterSeconds: at(40) }),
      watcher('carol', { link: { up: hop, down: limited(3_500) } }),
    ],
    warmupSeconds,
    seconds: at(100),
    expectations: [{ metric: 'fps', client: 'carol', of: 'alice', comparison: 'atLeast', value: 0.1 }],
  },
  {
    name: 'rfc8867-5.5',
    title: 'Flows of different round trips',
    group,
    why: 'RFC 8867, 5.5: 4 Mbit/s shared by flows of different distance; here three (10, 50 and 150 ms one way) of its five. On the downlink, shorter than its 300 s.',
    clients: [
      publisher('alice', { ...aFlow, link: { up: { delayMs: 5 }, down: { delayMs: 5 } } }),
      publisher('bob', { ...aFlow, link: { up: { delayMs: 45 }, down: { delayMs: 45 } } }),
      publisher('dave', { ...aFlow, link: { up: { delayMs: 145 }, down: { delayMs: 145 } } }),
      watcher('carol', { link: { up: { delayMs: 5 }, down: { delayMs: 5, rateKbps: 4_000, queueMs } } }),
    ],
    warmupSeconds,
    seconds: 20,
    expectations: [...alive],
  },
  {
    name: 'rfc8867-5.6',
    title: 'Against a long TCP flow',
    group,
    why: 'RFC 8867, 5.6: 2 Mbit/s shared with one TCP transfer that never ends. On the downlink, time scaled by 0.4.',
    clients: [publisher('alice', aFlow), watcher('carol', { link: { up: hop, down: limited(2_000) } })],
    warmupSeconds,
    seconds: at(75),
    timeline: [
      {
        atSeconds: at(5),
        action: { step: 'tcpTransfer', client: 'carol', direction: 'down', kilobytes: 100_000, seconds: at(60) },
        measureRecovery: true,
      },
    ],
    expectations: [...alive],
  },
  {
    name: 'rfc8867-5.7',
    title: 'Against short TCP flows',
    group,
    why: 'RFC 8867, 5.7: 2 Mbit/s shared by two flows and ten short TCP transfers of 100 kB to 1 MB. On the downlink, shorter than its 300 s.',
    clients: [
      publisher('alice', aFlow),
      publisher('bob', aFlow),
      watcher('carol', { link: { up: hop, down: limited(2_000) } }),
    ],
    warmupSeconds,
    seconds: 35,
    timeline: shortTransfers,
    expectations: [...alive],
  },
  {
    name: 'rfc8867-5.8',
    title: 'Pause and resume',
    group,
    why: 'RFC 8867, 5.8: as 5.4 with all flows from the beginning, one pausing from 40 to 60 s. On the downlink, time scaled by 0.4.',
    clients: [
      publisher('alice', aFlow),
      publisher('bob', aFlow),
      publisher('dave', aFlow),
      watcher('carol', { link: { up: hop, down: limited(3_500) } }),
    ],
    warmupSeconds,
    seconds: at(100),
    timeline: [
      { atSeconds: at(40), action: { step: 'pauseVideo', client: 'alice', paused: true } },
      { atSeconds: at(60), action: { step: 'pauseVideo', client: 'alice', paused: false }, measureRecovery: true },
    ],
    expectations: [{ metric: 'fps', client: 'carol', of: 'bob', comparison: 'atLeast', value: 0.1 }],
  },
]
