import type { ScenarioInput } from '../scenario/index.ts'
import { link, pair, warmupSeconds } from './parts.ts'

const round = (share: number) => Math.round(share * 100)
const alive = [{ metric: 'fps', comparison: 'atLeast', value: 0.1 }] as const

/** 30 and 40 %: beyond what RFC 8868 asks for, and what a train or the edge of a cell gives. Bob's hop is the bad one. */
const heavy: ScenarioInput[] = [0.3, 0.4].flatMap((lossShare) =>
  (
    [
      ['uplink', link({ lossShare })],
      ['downlink', link({}, { lossShare })],
      ['both', link({ lossShare }, { lossShare })],
    ] as const
  ).map(([where, profiles]) => ({
    name: `loss-${round(lossShare)}-${where}`,
    title: `${round(lossShare)} % loss, ${where === 'both' ? 'up and down' : where}`,
    group: 'heavy loss',
    why: 'Independent loss on one of the two hops, 50 ms round trip on each. 40 % and 200 ms of latency do not go together by retransmission.',
    clients: pair(profiles),
    warmupSeconds: 6,
    seconds: 15,
    expectations: [...alive],
  })),
)

/** Gilbert-Elliott bursts: the same share lost in lumps, which defeats repair that looks a packet or two back. */
const bursts: ScenarioInput[] = (
  [
    ['burst-5-mean-10-downlink', 0.05, 10, 'downlink'],
    ['burst-20-mean-5-downlink', 0.2, 5, 'downlink'],
    ['burst-20-mean-5-uplink', 0.2, 5, 'uplink'],
    ['burst-40-mean-5-downlink', 0.4, 5, 'downlink'],
  ] as const
).map(([name, lossShare, meanBurst, where]) => {
  const burstLoss = { burstLoss: { lossShare, meanBurst } }
  return {
    name,
    title: `${round(lossShare)} % loss in bursts of ${meanBurst}, ${where}`,
    group: 'bursts',
    why: 'Gilbert (1960) and Elliott (1963): losses of radio links come in bursts.',
    clients: pair(where === 'uplink' ? link(burstLoss) : link({}, burstLoss)),
    warmupSeconds,
    seconds: 15,
    expectations: [...alive],
  }
})

export const loss: ScenarioInput[] = [...heavy, ...bursts]
