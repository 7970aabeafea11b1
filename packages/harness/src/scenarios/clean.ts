import type { ScenarioInput } from '../scenario/index.ts'
import { link, pair, publisher, warmupSeconds } from './parts.ts'

export const clean: ScenarioInput[] = [
  {
    name: 'clean',
    title: 'Clean',
    group: 'clean',
    why: 'The reference: nothing lost, unlimited rate, 25 ms one way on each hop.',
    clients: pair(link()),
    warmupSeconds,
    seconds: 12,
    // Wide, because a busy machine delays frames and sound as a bad network does.
    expectations: [
      { metric: 'fps', comparison: 'atLeast', value: 12 },
      { metric: 'frozenShare', comparison: 'atMost', value: 10 },
      { metric: 'concealedShare', comparison: 'atMost', value: 5 },
      { metric: 'videoLatencyP50', comparison: 'atLeast', value: 50 },
      { metric: 'videoLatencyP50', comparison: 'atMost', value: 300 },
      { metric: 'firstFrame', comparison: 'atMost', value: 5_000 },
    ],
  },
  {
    name: 'clean-local',
    title: 'Clean, no distance',
    group: 'clean',
    why: 'What the platform itself adds to the latency of a call.',
    clients: pair({ up: {}, down: {} }),
    warmupSeconds,
    seconds: 12,
    expectations: [{ metric: 'fps', comparison: 'atLeast', value: 12 }],
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
