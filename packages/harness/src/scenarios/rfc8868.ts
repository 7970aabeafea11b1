/**
 * RFC 8868 (evaluation criteria for congestion control of interactive media), sections 4.1 to 4.3: one-way delays of
 * about 0, 50, 150 and 300 ms, and random loss of 0, 1, 5, 10 and 20 %. The delay is that of the whole way, half of it
 * on each hop; the loss is on the watcher's downlink.
 */
import type { ScenarioInput } from '../scenario/index.ts'
import { publisher, warmupSeconds, watcher } from './parts.ts'

const delaysMs = [0, 50, 150, 300]
const lossesPercent = [0, 1, 5, 10, 20]

export const rfc8868: ScenarioInput[] = delaysMs.flatMap((delayMs) =>
  lossesPercent.map((percent) => {
    const hop = { delayMs: delayMs / 2 }
    return {
      name: `rfc8868-${delayMs}ms-${percent}`,
      title: `${delayMs} ms one way, ${percent} % loss`,
      group: 'RFC 8868 delay and loss',
      why: 'RFC 8868, sections 4.1 to 4.3.',
      clients: [
        publisher('alice', { link: { up: hop, down: hop } }),
        watcher('bob', { link: { up: hop, down: { ...hop, lossShare: percent / 100 } } }),
      ],
      warmupSeconds,
      seconds: 10,
      expectations: [
        { metric: 'fps', comparison: 'atLeast', value: 8 },
        { metric: 'frozenShare', comparison: 'atMost', value: percent === 0 ? 15 : 70 },
        { metric: 'concealedShare', comparison: 'atMost', value: percent === 0 ? 5 : 20 },
      ],
    }
  }),
)
