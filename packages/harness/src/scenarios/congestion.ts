import type { LinkProfile } from '@mrtc/netlab'
import type { ScenarioInput } from '../scenario/index.ts'
import { bigCamera, link, pair, publisher, usualDelayMs, warmupSeconds, watcher } from './parts.ts'

/** Slow, not dead. */
const alive = [
  { metric: 'fps', comparison: 'atLeast', value: 3 },
  { metric: 'frozenShare', comparison: 'atMost', value: 80 },
  { metric: 'concealedShare', comparison: 'atMost', value: 30 },
] as const

/** Too little for a single feed, and lossy. */
const hopeless = { delayMs: usualDelayMs, rateKbps: 300, lossShare: 0.2 }

/** So long before anything is measured Carol's link turns bad: what it costs her to join on one is another question. */
const adaptingSeconds = 4

/** Everyone else's call, as `clean-three` without the bad link. */
function oneBad(
  name: string,
  title: string,
  change: { readonly up?: LinkProfile; readonly down?: LinkProfile },
): ScenarioInput {
  return {
    name,
    title,
    group: 'others must not suffer',
    why: 'What goes badly for one must cost the others nothing.',
    clients: [publisher('alice'), publisher('bob'), publisher('carol')],
    warmupSeconds: warmupSeconds + adaptingSeconds,
    seconds: 12,
    timeline: [{ atSeconds: -adaptingSeconds, action: { step: 'setLink', client: 'carol', ...change } }],
    expectations: [
      { metric: 'fps', client: 'bob', of: 'alice', comparison: 'atLeast', value: 10 },
      { metric: 'fps', client: 'alice', of: 'bob', comparison: 'atLeast', value: 10 },
      { metric: 'concealedShare', client: 'bob', of: 'alice', comparison: 'atMost', value: 10 },
      { metric: 'concealedShare', client: 'alice', of: 'bob', comparison: 'atMost', value: 10 },
    ],
  }
}

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
    name: 'tcp-uplink',
    title: 'Against a TCP upload',
    group: 'congestion',
    why: 'As RFC 8867, 5.6, on the uplink: 2 Mbit/s and a queue of 300 ms, shared with one TCP transfer for 25 s.',
    clients: [
      publisher('alice', { publish: bigCamera, subscribe: false, link: link({ rateKbps: 2_000, queueMs: 300 }) }),
      watcher('bob'),
    ],
    warmupSeconds,
    seconds: 45,
    timeline: [
      {
        atSeconds: 5,
        action: { step: 'tcpTransfer', client: 'alice', direction: 'up', kilobytes: 100_000, seconds: 25 },
        measureRecovery: true,
      },
    ],
    expectations: [...alive],
  },
  oneBad('bad-subscriber', 'One bad subscriber among good ones', { down: hopeless }),
  oneBad('bad-publisher', 'One bad publisher among good ones', { up: hopeless }),
]
