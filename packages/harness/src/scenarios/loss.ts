import type { LinkProfiles } from '@mrtc/netlab'
import type { ScenarioInput } from '../scenario/index.ts'
import { layeredCamera, link, pair, publisher, warmupSeconds } from './parts.ts'

const round = (share: number) => Math.round(share * 100)

/** The link is clean for so long after everybody joined, so that estimates and pictures are those of a call that runs. */
const cleanSeconds = 4
/** Then it is bad for so long before anything is measured: what is found out once a call is not what it costs for good. */
const adaptingSeconds = 6

/** What any call must still be under such loss: wide, see `goals/` for what is aimed at. */
const passable = [
  { metric: 'fps', comparison: 'atLeast', value: 5 },
  { metric: 'frozenShare', comparison: 'atMost', value: 60 },
  { metric: 'concealedShare', comparison: 'atMost', value: 15 },
] as const

/** Bob's link turns bad in a running call. */
function turnsBad(bad: LinkProfiles): Pick<ScenarioInput, 'clients' | 'warmupSeconds' | 'seconds' | 'timeline'> {
  return {
    clients: pair(link()),
    warmupSeconds: cleanSeconds + adaptingSeconds,
    seconds: 15,
    timeline: [{ atSeconds: -adaptingSeconds, action: { step: 'setLink', client: 'bob', ...bad } }],
  }
}

const directions = (lossShare: number) =>
  [
    ['uplink', link({ lossShare })],
    ['downlink', link({}, { lossShare })],
    ['both', link({ lossShare }, { lossShare })],
  ] as const

const layeredText = { downlink: 'downlink', both: 'up and down', 'two-hops': 'on both hops up and down' } as const

const whereText = { uplink: 'uplink', downlink: 'downlink', both: 'up and down' } as const

/** 30 and 40 %: beyond what RFC 8868 asks for, and what a train or the edge of a cell gives. Bob's hop is the bad one. */
const heavy: ScenarioInput[] = [0.3, 0.4].flatMap((lossShare) =>
  directions(lossShare).map(([where, profiles]) => ({
    name: `loss-${round(lossShare)}-${where}`,
    title: `${round(lossShare)} % loss, ${whereText[where]}`,
    group: 'heavy loss',
    why: `Independent loss on one of the two hops, 50 ms round trip on each. 40 % and 200 ms of latency do not go together by retransmission. The link turns bad ${cleanSeconds} s after everybody joined, and what is measured begins ${adaptingSeconds} s later: joining under loss is measured by scenarios of its own.`,
    ...turnsBad(profiles),
    expectations: [...passable],
  })),
)

/** What is between the two loses more than it delivers: of 100 packets 36 come through both hops at the first attempt. */
const bothHops: ScenarioInput = {
  ...turnsBad(link({ lossShare: 0.4 }, { lossShare: 0.4 })),
  name: 'loss-40-two-hops',
  title: '40 % loss, on both hops up and down',
  group: 'heavy loss',
  why: `As loss-40-both, and Alice's link is as bad as Bob's from the same moment on.`,
  timeline: ['alice', 'bob'].map((client) => ({
    atSeconds: -adaptingSeconds,
    action: { step: 'setLink', client, ...link({ lossShare: 0.4 }, { lossShare: 0.4 }) },
  })),
  expectations: [...passable],
}

/** What is asked of pictures in layers: the lowest one at least, and moving. */
const layered = [
  { metric: 'fps', comparison: 'atLeast', value: 10 },
  { metric: 'frozenShare', comparison: 'atMost', value: 30 },
  { metric: 'concealedShare', comparison: 'atMost', value: 5 },
] as const

/** Among layers the server chooses by its estimate of the downlink, which random loss pulls down. */
const inLayers: ScenarioInput[] = [0.12, 0.25, 0.4].flatMap((lossShare) =>
  (
    [
      ['downlink', ['bob'], link({}, { lossShare })],
      ['both', ['bob'], link({ lossShare }, { lossShare })],
      ['two-hops', ['alice', 'bob'], link({ lossShare }, { lossShare })],
    ] as const
  ).map(([where, clients, bad]) => ({
    name: `simulcast-loss-${round(lossShare)}-${where}`,
    title: `${round(lossShare)} % loss, ${layeredText[where]}, pictures in layers`,
    group: 'heavy loss',
    why: 'As the call page publishes: the server picks a layer for each receiver by what it believes gets through.',
    clients: ['alice', 'bob'].map((name) => publisher(name, { publish: layeredCamera })),
    warmupSeconds: cleanSeconds + adaptingSeconds,
    seconds: 15,
    timeline: clients.map((client) => ({
      atSeconds: -adaptingSeconds,
      action: { step: 'setLink' as const, client, ...bad },
    })),
    // As without layers: of 100 packets 36 come through both hops.
    expectations: lossShare >= 0.4 && where === 'two-hops' ? [...passable] : [...layered],
  })),
)

/** From before the first packet of signalling on. */
const joining: ScenarioInput[] = directions(0.4).map(([where, profiles]) => ({
  name: `join-loss-40-${where}`,
  title: `Joining under 40 % loss, ${whereText[where]}`,
  group: 'heavy loss',
  why: 'The link is bad before Bob connects: handshakes, signalling and the first key frame have to get through.',
  clients: pair(profiles),
  warmupSeconds,
  seconds: 10,
  expectations: [{ metric: 'fps', comparison: 'atLeast', value: 0.1 }],
}))

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
    why: `Gilbert (1960) and Elliott (1963): losses of radio links come in bursts. The link turns bad ${cleanSeconds} s after everybody joined, and what is measured begins ${adaptingSeconds} s later.`,
    ...turnsBad(where === 'uplink' ? link(burstLoss) : link({}, burstLoss)),
    expectations: [...passable],
  }
})

export const loss: ScenarioInput[] = [...heavy, bothHops, ...inLayers, ...joining, ...bursts]
