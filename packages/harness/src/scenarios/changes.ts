/** Networks that go, come and become others, and servers that die. */
import type { ScenarioInput } from '../scenario/index.ts'
import { layeredCamera, link, pair, publisher, usualDelayMs, warmupSeconds } from './parts.ts'

type Timeline = NonNullable<ScenarioInput['timeline']>

const mobile = link({ rateKbps: 5_000, delayMs: 40 }, { rateKbps: 10_000, delayMs: 40 })

function change(scenario: {
  readonly name: string
  readonly title: string
  readonly why: string
  readonly seconds: number
  readonly timeline: Timeline
  readonly clients?: ScenarioInput['clients']
}): ScenarioInput {
  return {
    clients: pair(link()),
    ...scenario,
    group: 'changes',
    warmupSeconds,
    // Wide: see `goals/` for what is aimed at.
    expectations: [
      { metric: 'fps', comparison: 'atLeast', value: 0.1 },
      { metric: 'mediaBack', comparison: 'atMost', value: 10 },
      { metric: 'sessionKept', comparison: 'atLeast', value: 1 },
    ],
  }
}

/** Half of it each way. */
function longerPath(byMs: number) {
  const delayMs = usualDelayMs + byMs / 2
  return link({ delayMs }, { delayMs })
}

/** Long enough for a client that notices by time-outs only. */
const recoveryRoomSeconds = 18

const outages: ScenarioInput[] = [0.3, 1, 3, 5, 25, 60].map((seconds) =>
  change({
    name: `outage-${seconds}s`,
    title: `Outage of ${seconds} s`,
    why: 'Nothing passes and nobody is told: a tunnel, a lift. A session lives for 60 s without a socket.',
    seconds: 4 + seconds + recoveryRoomSeconds,
    timeline: [{ atSeconds: 4, action: { step: 'outage', client: 'bob', seconds }, measureRecovery: true }],
  }),
)

export const changes: ScenarioInput[] = [
  change({
    name: 'switch-make-before-break',
    title: 'From Wi-Fi to mobile, new one first',
    why: 'The mobile network is there before Wi-Fi goes: what a good phone does.',
    seconds: 25,
    timeline: [
      { atSeconds: 3, action: { step: 'addInterface', client: 'bob', device: 'wwan0', ...mobile } },
      { atSeconds: 5, action: { step: 'leaveInterface', client: 'bob' }, measureRecovery: true },
    ],
  }),
  change({
    name: 'switch-break-before-make',
    title: 'From Wi-Fi to mobile, old one gone first',
    why: 'Wi-Fi is gone for a second and a half before the mobile network is there.',
    seconds: 25,
    timeline: [
      { atSeconds: 4, action: { step: 'leaveInterface', client: 'bob' }, measureRecovery: true },
      { atSeconds: 5.5, action: { step: 'addInterface', client: 'bob', device: 'wwan0', ...mobile } },
    ],
  }),
  change({
    name: 'address-change',
    title: 'Another address on the same network',
    why: 'DHCP or a roaming access point gives a new address; old sockets are dead.',
    seconds: 22,
    timeline: [{ atSeconds: 4, action: { step: 'changeAddress', client: 'bob' }, measureRecovery: true }],
  }),
  ...[50, 150].map(
    (longerByMs): ScenarioInput => ({
      name: `longer-path-${longerByMs}ms`,
      title: `A path that is ${longerByMs} ms longer`,
      group: 'changes',
      why: 'From Wi-Fi to a cell, or another route: round trips take longer from one moment to the next, and nothing is full.',
      clients: ['alice', 'bob'].map((name) => publisher(name, { publish: layeredCamera })),
      // Long enough for a minimum to be known that is too low from then on.
      warmupSeconds: 12,
      seconds: 20,
      timeline: [{ atSeconds: -2, action: { step: 'setLink', client: 'bob', ...longerPath(longerByMs) } }],
      expectations: [
        { metric: 'fps', comparison: 'atLeast', value: 13 },
        { metric: 'frozenShare', comparison: 'atMost', value: 5 },
      ],
    }),
  ),
  ...outages,
  change({
    name: 'udp-blocked',
    title: 'UDP blocked in the middle of a call',
    why: 'A firewall that drops UDP: media has to go on over TCP.',
    seconds: 30,
    timeline: [
      { atSeconds: 4, action: { step: 'blockUdp', client: 'bob', blocked: true }, measureRecovery: true },
      { atSeconds: 20, action: { step: 'blockUdp', client: 'bob', blocked: false } },
    ],
  }),
  change({
    name: 'nat-rebinding',
    title: 'The NAT forgets its ports',
    why: 'A home router that restarts its table: every flow comes from a new port.',
    seconds: 20,
    clients: [publisher('alice'), publisher('bob', { behindNat: true })],
    timeline: [{ atSeconds: 5, action: { step: 'rebindPorts', client: 'bob' }, measureRecovery: true }],
  }),
  change({
    name: 'laptop-asleep',
    title: 'A laptop that sleeps for 10 s',
    why: 'All processes of a client stand still, then go on as if nothing had been.',
    seconds: 32,
    timeline: [{ atSeconds: 4, action: { step: 'pauseClient', client: 'bob', seconds: 10 }, measureRecovery: true }],
  }),
  change({
    name: 'worker-killed',
    title: 'Media worker killed',
    why: 'The SFU process dies under a running call and is replaced.',
    seconds: 24,
    timeline: [{ atSeconds: 4, action: { step: 'killMediaWorker' }, measureRecovery: true }],
  }),
]
