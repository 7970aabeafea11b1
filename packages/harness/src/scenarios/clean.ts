import type { ScenarioInput } from '../scenario/index.ts'
import { bothOn, link, pair, publisher, warmupSeconds } from './parts.ts'

const far = { delayMs: 50 }

/** Wide, because a busy machine delays frames and sound as a bad network does. */
const smooth = [
  { metric: 'fps', comparison: 'atLeast', value: 12 },
  { metric: 'frozenShare', comparison: 'atMost', value: 10 },
  { metric: 'concealedShare', comparison: 'atMost', value: 5 },
  { metric: 'firstFrame', comparison: 'atMost', value: 5_000 },
] as const

export const clean: ScenarioInput[] = [
  {
    name: 'clean',
    title: 'Clean',
    group: 'clean',
    why: 'The reference: nothing lost, unlimited rate, 25 ms one way on each hop.',
    clients: pair(link()),
    warmupSeconds,
    seconds: 12,
    expectations: [
      ...smooth,
      { metric: 'videoLatencyP50', comparison: 'atLeast', value: 50 },
      { metric: 'videoLatencyP50', comparison: 'atMost', value: 300 },
    ],
  },
  {
    name: 'clean-local',
    title: 'Clean, no distance',
    group: 'clean',
    why: 'What the platform itself adds to the latency of a call.',
    clients: bothOn({ up: {}, down: {} }),
    warmupSeconds,
    seconds: 12,
    expectations: [...smooth],
  },
  {
    name: 'clean-far',
    title: 'Clean, far away',
    group: 'clean',
    why: 'As clean, with 50 ms one way on each hop: a server on the other side of a continent.',
    clients: bothOn({ up: far, down: far }),
    warmupSeconds,
    seconds: 12,
    expectations: [...smooth, { metric: 'videoLatencyP50', comparison: 'atLeast', value: 100 }],
  },
  {
    name: 'clean-three',
    title: 'Clean, three people',
    group: 'clean',
    why: 'What one bad subscriber or publisher among good ones is compared with: the same three, and nobody is bad.',
    clients: [publisher('alice'), publisher('bob'), publisher('carol')],
    warmupSeconds: 2 * warmupSeconds,
    seconds: 12,
    expectations: [
      { metric: 'fps', comparison: 'atLeast', value: 10 },
      { metric: 'concealedShare', comparison: 'atMost', value: 10 },
    ],
  },
  {
    name: 'clean-bot',
    title: 'Clean, a browser and a bot',
    group: 'clean',
    why: 'A participant in Node on a host of its own, as CI and services have them: it must be seen and heard, and see and hear.',
    clients: [publisher('alice'), publisher('robot', { kind: 'bot' })],
    warmupSeconds,
    seconds: 12,
    expectations: [{ metric: 'fps', client: 'alice', of: 'robot', comparison: 'atLeast', value: 12 }],
  },
]
