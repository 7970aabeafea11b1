/** Each property of a link, set and measured. A check is data and a function from a fresh host to figures. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Host, NetLab } from '../lab/index.ts'
import type { LinkProfile } from '../link/index.ts'
import { pourTcp, type Sending, sendPackets, startReceiver } from './probe.ts'
import type { Reception } from './probe-main.ts'
import { deviation, meanRun, missing, overtaken, quantile } from './statistics.ts'

/** One row of the table: what was set, what came out, and how far the two may be apart. */
export interface Figure {
  readonly property: string
  readonly set: number
  readonly measured: number
  readonly unit: string
  readonly tolerance: number
}

export interface CheckContext {
  readonly lab: NetLab
  /** A host of this check's own. */
  readonly host: Host
}

export interface Check {
  readonly name: string
  run(context: CheckContext): Promise<Figure[]>
}

const port = 9000
/** Lets what is still on its way arrive. */
const tailMs = 200

interface Upload {
  readonly reception: Reception
  readonly sent: number
}

/** Sends from the client to the hub under a profile. */
async function upload(
  { lab, host }: CheckContext,
  up: LinkProfile,
  sending: Partial<Sending> = {},
  during: () => Promise<void> = async () => {},
): Promise<Upload> {
  await host.setLink('wlan0', { up })
  const receiver = await startReceiver(lab.hub, 'udp', port)
  const plan = { to: lab.hubAddress, port, packetsPerSecond: 1_000, sizeBytes: 200, seconds: 3, ...sending }
  await Promise.all([sendPackets(host, plan), during()])
  await delay(tailMs + (up.delayMs ?? 0) + (up.queueMs ?? 0))
  return { reception: await receiver.stop(), sent: Math.round(plan.packetsPerSecond * plan.seconds) }
}

const delays = ({ arrivals }: Reception) => arrivals.map((arrival) => arrival.delayMs)
const lossShare = ({ reception, sent }: Upload) => missing(reception, sent).length / sent

function delayCheck(delayMs: number): Check {
  return {
    name: `delay ${delayMs} ms`,
    run: async (context) => {
      const { reception } = await upload(context, { delayMs })
      return [
        {
          property: 'delay, median',
          set: delayMs,
          measured: quantile(delays(reception), 0.5),
          unit: 'ms',
          tolerance: 2,
        },
      ]
    },
  }
}

function rateCheck(rateKbps: number): Check {
  return {
    name: `rate ${rateKbps} kbit/s`,
    run: async (context) => {
      const sizeBytes = 1_000
      const offered = (rateKbps * 1.5 * 1000) / 8 / sizeBytes
      const up = { rateKbps, queueMs: 200 }
      const { reception } = await upload(context, up, { sizeBytes, packetsPerSecond: offered, seconds: 4 })
      // IP and UDP headers count at the bottleneck: 28 bytes a packet.
      const bits = reception.arrivals.length * (sizeBytes + 28) * 8
      const serialisationMs = ((sizeBytes + 28) * 8) / rateKbps
      return [
        {
          property: 'rate',
          set: rateKbps,
          measured: bits / reception.spanMs,
          unit: 'kbit/s',
          tolerance: rateKbps * 0.03,
        },
        {
          property: 'queue when full',
          set: 200,
          measured: quantile(delays(reception), 0.9),
          unit: 'ms',
          tolerance: 5 + 2 * serialisationMs,
        },
      ]
    },
  }
}

function lossCheck(share: number): Check {
  return {
    name: `loss ${share * 100} %`,
    run: async (context) => {
      const measured = lossShare(await upload(context, { lossShare: share }, { packetsPerSecond: 3_000 }))
      return [{ property: 'loss', set: share * 100, measured: measured * 100, unit: '%', tolerance: 2.5 }]
    },
  }
}

export const checks: readonly Check[] = [
  delayCheck(20),
  delayCheck(100),
  delayCheck(300),
  {
    name: 'jitter',
    run: async (context) => {
      const free = await upload(context, { delayMs: 50, jitterMs: 10, jitterReorders: true })
      const ordered = await upload(context, { delayMs: 50, jitterMs: 10 }, { packetsPerSecond: 100 })
      return [
        {
          property: 'jitter, deviation',
          set: 10,
          measured: deviation(delays(free.reception)),
          unit: 'ms',
          tolerance: 1.5,
        },
        {
          property: 'overtaken under ordered jitter',
          set: 0,
          measured: overtaken(ordered.reception),
          unit: '',
          tolerance: 0,
        },
      ]
    },
  },
  rateCheck(500),
  rateCheck(2_000),
  rateCheck(10_000),
  {
    name: 'rate, TCP',
    run: async ({ lab, host }) => {
      await host.setLink('wlan0', { up: { rateKbps: 5_000, delayMs: 10 }, down: { delayMs: 10 } })
      const receiver = await startReceiver(lab.hub, 'tcp', port)
      await pourTcp(host, lab.hubAddress, port, 5)
      const { bytes, spanMs } = await receiver.stop()
      return [
        { property: 'TCP payload rate', set: 5_000, measured: (bytes * 8) / spanMs, unit: 'kbit/s', tolerance: 450 },
      ]
    },
  },
  lossCheck(0.05),
  lossCheck(0.2),
  lossCheck(0.4),
  {
    name: 'burst loss',
    run: async (context) => {
      const burstLoss = { lossShare: 0.2, meanBurst: 5 }
      const result = await upload(context, { burstLoss }, { packetsPerSecond: 3_000, seconds: 5 })
      const lost = missing(result.reception, result.sent)
      return [
        { property: 'burst loss', set: 20, measured: (lost.length / result.sent) * 100, unit: '%', tolerance: 3 },
        { property: 'mean burst', set: 5, measured: meanRun(lost), unit: 'packets', tolerance: 0.6 },
      ]
    },
  },
  {
    name: 'duplication and reordering',
    run: async (context) => {
      const doubled = await upload(context, { duplicateShare: 0.05 })
      const copies = doubled.reception.arrivals.length - doubled.sent
      const held = await upload(context, { delayMs: 20, reorder: { share: 0.03, byMs: 10 } })
      return [
        { property: 'duplicates', set: 5, measured: (copies / doubled.sent) * 100, unit: '%', tolerance: 1.5 },
        {
          property: 'reordered',
          set: 3,
          measured: (overtaken(held.reception) / held.sent) * 100,
          unit: '%',
          tolerance: 1.2,
        },
      ]
    },
  },
  {
    name: 'black hole',
    run: async (context) => {
      const { reception } = await upload(context, {}, { seconds: 3 }, async () => {
        await delay(1_000)
        await context.host.setLink('wlan0', { up: { blackhole: true } })
        await delay(1_000)
        await context.host.setLink('wlan0', { up: {} })
      })
      const gap = Math.max(...reception.arrivals.map(({ n }, i) => n - (reception.arrivals[i - 1]?.n ?? n)))
      return [{ property: 'black hole', set: 1_000, measured: gap, unit: 'ms', tolerance: 100 }]
    },
  },
  {
    name: 'UDP blocked',
    run: async (context) => {
      const { reception } = await upload(context, { blockUdp: true }, { seconds: 1 })
      const receiver = await startReceiver(context.lab.hub, 'tcp', port)
      await pourTcp(context.host, context.lab.hubAddress, port, 1)
      const { bytes } = await receiver.stop()
      return [
        {
          property: 'UDP packets past a UDP block',
          set: 0,
          measured: reception.arrivals.length,
          unit: '',
          tolerance: 0,
        },
        { property: 'TCP passes a UDP block', set: 1, measured: bytes > 0 ? 1 : 0, unit: '', tolerance: 0 },
      ]
    },
  },
  {
    name: 'NAT rebinding',
    run: async (context) => {
      await context.host.translatePorts('wlan0', true)
      const { reception } = await upload(context, {}, { seconds: 2 }, async () => {
        await delay(1_000)
        await context.host.rebindPorts('wlan0')
      })
      await context.host.translatePorts('wlan0', false)
      const sources = new Set(reception.arrivals.map((arrival) => arrival.from))
      return [{ property: 'source ports over one rebinding', set: 2, measured: sources.size, unit: '', tolerance: 0 }]
    },
  },
  {
    name: 'address change',
    run: async (context) => {
      const [fresh] = context.lab.nextAddresses()
      const { reception } = await upload(context, { delayMs: 5 }, { seconds: 2 }, async () => {
        await delay(1_000)
        await context.host.changeAddress('wlan0', fresh)
      })
      const last = reception.arrivals.at(-1)?.from.split(' ')[0]
      return [
        {
          property: 'packets come from the new address',
          set: 1,
          measured: last === fresh.split('/')[0] ? 1 : 0,
          unit: '',
          tolerance: 0,
        },
      ]
    },
  },
  {
    name: 'carrier loss',
    run: async (context) => {
      const { reception } = await upload(context, {}, { seconds: 3 }, async () => {
        await delay(1_000)
        await context.host.setCarrier('wlan0', false)
        await delay(1_000)
        await context.host.setCarrier('wlan0', true)
      })
      const gap = Math.max(...reception.arrivals.map(({ n }, i) => n - (reception.arrivals[i - 1]?.n ?? n)))
      return [{ property: 'carrier away', set: 1_000, measured: gap, unit: 'ms', tolerance: 200 }]
    },
  },
  {
    name: 'interface switch',
    run: async (context) => {
      const { host, lab } = context
      const { reception } = await upload(context, { delayMs: 5 }, { seconds: 3 }, async () => {
        await delay(800)
        await host.addInterface('wwan0', lab.nextAddresses(), { up: { delayMs: 60 } })
        await delay(200)
        await host.leave('wlan0')
      })
      const after = reception.arrivals.slice(-500).map((arrival) => arrival.delayMs)
      await host.enter('wlan0')
      return [
        { property: 'delay after the switch', set: 60, measured: quantile(after, 0.5), unit: 'ms', tolerance: 3 },
        {
          property: 'addresses over the switch',
          set: 2,
          measured: new Set(reception.arrivals.map((a) => a.from.split(' ')[0])).size,
          unit: '',
          tolerance: 0,
        },
      ]
    },
  },
  {
    name: 'IPv6',
    run: async (context) => {
      const { reception, sent } = await upload(context, { delayMs: 40 }, { to: 'fd31::1', seconds: 1 })
      return [
        {
          property: 'IPv6 delay, median',
          set: 40,
          measured: quantile(delays(reception), 0.5),
          unit: 'ms',
          tolerance: 2,
        },
        { property: 'IPv6 packets', set: sent, measured: reception.arrivals.length, unit: '', tolerance: 0 },
      ]
    },
  },
]
