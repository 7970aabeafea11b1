/** What one client did to its links and its machine, and how it came in. */
import type { ClientResult, JoinPhases, Metrics } from '../result/index.ts'
import type { LinkSample, Recording } from '../run/recording.ts'
import { capacityFigures } from './capacity.ts'
import { type ClientView, readings } from './client-view.ts'
import { growth, type Reading } from './counter.ts'
import { contains, type Interval, lengthSeconds, secondsOf } from './interval.ts'
import { mean, ratio, scaled } from './statistics.ts'

type Direction = 'up' | 'down'
type LinkCounter = keyof LinkSample['up']

/** What the emulator counted of a client's links. */
export class LinkFigures {
  readonly #samples: { readonly atMs: number; readonly link: LinkSample }[]

  constructor(recording: Recording, client: string) {
    this.#samples = recording.samples.flatMap(({ atMs, links }) => {
      const link = links[client]
      return link ? [{ atMs, link }] : []
    })
  }

  grown(direction: Direction, counter: LinkCounter, interval: Interval): number | null {
    const values: Reading[] = this.#samples.map(({ atMs, link }) => ({ atMs, value: link[direction][counter] }))
    return growth(values, interval)
  }

  kbps(direction: Direction, interval: Interval): number | null {
    return scaled(this.grown(direction, 'deliveredBytes', interval), 8 / 1_000 / lengthSeconds(interval))
  }

  /** Null where the link was not limited at some time. */
  capacityKbps(direction: Direction, interval: Interval): number | null {
    const values = this.#samples
      .filter(({ atMs }) => atMs > interval.startMs && atMs <= interval.endMs)
      .map(({ link }) => link.capacityKbps[direction])
    const known = values.filter((value) => value !== null)
    return known.length === values.length ? mean(known) : null
  }

  /** Mean wait of a packet that passed. */
  queueMs(direction: Direction, interval: Interval): number | null {
    return ratio(this.grown(direction, 'queueSumMs', interval), this.grown(direction, 'delivered', interval))
  }

  /** By chance, by a full queue, or by a hole. */
  lostShare(direction: Direction, interval: Interval): number | null {
    const lost = (['lost', 'overflowed', 'blocked'] as const).map((name) => this.grown(direction, name, interval) ?? 0)
    return ratio(
      lost.reduce((sum, value) => sum + value, 0),
      this.grown(direction, 'arrived', interval),
    )
  }
}

export function clientResult(view: ClientView, recording: Recording, interval: Interval): ClientResult {
  const { name, kind, log } = view.recording
  const links = new LinkFigures(recording, name)
  const phases = joinPhases(view)
  const capacity = (direction: Direction) => links.capacityKbps(direction, interval)
  const metrics: Metrics = {
    joinTime: phases.roomJoined,
    sentBitrate: links.kbps('up', interval),
    receivedBitrate: links.kbps('down', interval),
    uplinkUse: scaled(ratio(links.kbps('up', interval), capacity('up')), 100),
    downlinkUse: scaled(ratio(links.kbps('down', interval), capacity('down')), 100),
    uplinkQueue: links.queueMs('up', interval),
    downlinkQueue: links.queueMs('down', interval),
    sessionKept: sessionKept(view),
    ...uplinkCapacity(recording, name, interval),
    clientCpu: cpuPercent(recording, name, interval),
  }
  const seconds = secondsOf(interval)
  const each = (value: (second: Interval) => number | null) => seconds.map(value)
  const gauge = (stat: string, by: number) =>
    each((second) =>
      scaled(readings(view.publicationStats, stat).findLast(({ atMs }) => contains(second, atMs))?.value ?? null, by),
    )
  return {
    name,
    kind,
    joinPhases: phases,
    metrics,
    log: [...log],
    series: {
      sentBitrate: each((second) => links.kbps('up', second)),
      receivedBitrate: each((second) => links.kbps('down', second)),
      uplinkCapacity: each((second) => links.capacityKbps('up', second)),
      downlinkCapacity: each((second) => links.capacityKbps('down', second)),
      availableOutgoing: gauge('path.availableOutgoingBitrate', 1 / 1_000),
      targetBitrate: gauge('video.targetBitrate', 1 / 1_000),
      encodedFps: each((second) => growth(readings(view.publicationStats, 'video.framesEncoded'), second)),
      roundTripTime: gauge('path.currentRoundTripTime', 1_000),
      uplinkQueue: each((second) => links.queueMs('up', second)),
      downlinkQueue: each((second) => links.queueMs('down', second)),
      uplinkLoss: each((second) => scaled(links.lostShare('up', second), 100)),
      downlinkLoss: each((second) => scaled(links.lostShare('down', second), 100)),
      clientCpu: each((second) => cpuPercent(recording, name, second)),
    },
    raw: seconds.map((second) => view.publicationStats.findLast(({ atMs }) => contains(second, atMs))?.stats ?? {}),
  }
}

function sessionKept({ drains }: ClientView): number | null {
  const ids = new Set(drains.flatMap(({ sessionId }) => sessionId ?? []))
  if (ids.size === 0) return null
  return ids.size === 1 && drains.at(-1)?.connection === 'open' ? 1 : 0
}

/** Only where the rate changes: elsewhere `uplinkUse` says it. */
function uplinkCapacity({ scenario, ...recording }: Recording, client: string, interval: Interval): Metrics {
  const stepsAtSeconds = scenario.timeline.flatMap(({ action, atSeconds }) =>
    action.step === 'setLink' && action.client === client && action.up?.rateKbps !== undefined && atSeconds > 0
      ? [atSeconds]
      : [],
  )
  const mostKbps = scenario.clients.find(({ name }) => name === client)?.publish?.video?.maxKbps
  if (stepsAtSeconds.length === 0 || mostKbps === undefined) return {}
  const links = new LinkFigures({ ...recording, scenario }, client)
  const { steadyUsePercent, queueP95Ms, settlingSeconds } = capacityFigures({
    stepsAtSeconds,
    mostKbps,
    seconds: secondsOf(interval).map((second) => ({
      atSeconds: (second.endMs - interval.startMs) / 1_000,
      sentKbps: links.kbps('up', second),
      capacityKbps: links.capacityKbps('up', second),
      queueMs: links.queueMs('up', second),
    })),
  })
  return { uplinkSteadyUse: steadyUsePercent, uplinkQueueP95: queueP95Ms, uplinkSettling: settlingSeconds }
}

/** Of a group of processes, per cent of one core. */
export function cpuPercent({ samples }: Recording, group: string, interval: Interval): number | null {
  // Each sample holds the time since the one before: summed up they are a counter.
  let used = 0
  const counter = samples.map(({ atMs, cpuMs }) => {
    used += cpuMs[group] ?? 0
    return { atMs, value: used }
  })
  return scaled(growth(counter, interval), 100 / (interval.endMs - interval.startMs))
}

function joinPhases({ drains }: ClientView): JoinPhases {
  const times = drains.at(-1)?.times
  const since = (atMs: number | null | undefined) =>
    atMs === null || atMs === undefined || !times ? null : atMs - times.startedAt
  const first = (pick: (subscription: (typeof drains)[number]['subscriptions'][number]) => number | null) => {
    const all = drains.flatMap(({ subscriptions }) => subscriptions.map(pick)).filter((atMs) => atMs !== null)
    return all.length === 0 ? null : Math.min(...all)
  }
  return {
    socketOpen: since(times?.socketOpenAt),
    welcome: since(times?.welcomeAt),
    roomJoined: since(times?.roomJoinedAt),
    iceConnected: since(times?.iceConnectedAt),
    dtlsConnected: since(times?.dtlsConnectedAt),
    firstPacket: since(first(({ firstPacketAt }) => firstPacketAt)),
    firstFrameDecoded: since(first(({ firstFrameDecodedAt }) => firstFrameDecodedAt)),
    firstFrameShown: since(first(({ firstFrameShownAt }) => firstFrameShownAt)),
  }
}
