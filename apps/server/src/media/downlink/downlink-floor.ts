/**
 * A floor under the estimate of a downlink, as a pure state machine on samples of a second each. mediasoup's congestion
 * control takes 6 to 20 % off its estimate twice a second while more than 10 % of the packets get lost, and gives nothing
 * back above 2 %. Below the lowest layer it sends no picture at all. While the loss is chance the floor holds the estimate
 * where the path has proved that it carries it, and goes up in steps. It is let go when a queue or more loss comes of it.
 * An estimate may also fall for nothing, as when a path becomes longer. Then the floor has room for one lowest layer.
 */
import type { DownlinkCondition } from './downlink-condition.ts'

export type DownlinkFloor =
  | {
      readonly state: 'none'
      /** What got through lately without a queue. */
      readonly provenBps: number
      /** For how many samples in a row no picture was sent, on a line that showed neither queue nor loss. */
      readonly starvedSamples: number
    }
  | {
      readonly state: 'held'
      readonly provenBps: number
      readonly floorBps: number
      /** Where it began: no more than got through, so that no loss comes of it. */
      readonly startBps: number
      /** When it is raised again at the earliest. */
      readonly raiseAtMs: number
      /** What was reported since it was raised. */
      readonly losses: readonly number[]
      /** Where it began; undefined until it has been raised. */
      readonly lossBefore: number | undefined
      /** How many samples in a row nothing was lost. */
      readonly calmSamples: number
    }
  | { readonly state: 'refused'; readonly provenBps: number; readonly untilMs: number }

export const noFloor: DownlinkFloor = { state: 'none', provenBps: 0, starvedSamples: 0 }

export interface FloorSample {
  readonly nowMs: number
  readonly condition: DownlinkCondition
  readonly sentBps: number
  /** What all tracks on it would take. */
  readonly wantedBps: number
  /** Sounds, and the lowest layer of one picture. */
  readonly leastBps: number
  /** There are pictures in layers, and none of them gets even its lowest. */
  readonly isStarved: boolean
}

/** One sample of loss may be a queue that has overflowed. */
const randomSamplesMin = 2
const starvedSamplesMin = 2
/** From here on congestion control does not grow any more. */
const lossyShare = 0.02
const calmSamplesMax = 10
const raiseEveryMs = 5_000
const raiseFactor = 1.25
/** So much more loss than where it began is a bottleneck without a queue: back to there, for a while. */
const lossGrowthMax = 0.2
/** Reports of some packets each say little one by one. */
const comparedMin = 4
/** Later it is the network that changed. */
const comparedMax = 8
const loweredForMs = 30_000
/** What a router that fills adds; a late answer on a busy machine adds less. */
const queueMaxMs = 60
const emptyQueueMs = 30
const refusedForMs = 30_000
/** What was carried is forgotten slowly: pictures that stand still send little. */
const forgetting = 0.99

export function nextFloor(before: DownlinkFloor, sample: FloorSample): DownlinkFloor {
  const { nowMs, condition, sentBps } = sample
  const isEmpty = condition.queueMs < emptyQueueMs
  const provenBps = Math.max(before.provenBps * forgetting, isEmpty ? sentBps : 0)
  switch (before.state) {
    case 'none': {
      const isRandom = condition.isProvenRandom || condition.randomSamples >= randomSamplesMin
      if (isRandom && condition.state === 'open') {
        return begun(sample, { provenBps, startBps: provenBps * (1 - condition.lossShare) })
      }
      const isQuiet = isEmpty && condition.lossShare < lossyShare
      const starvedSamples = isQuiet && sample.isStarved ? before.starvedSamples + 1 : 0
      if (starvedSamples >= starvedSamplesMin) return begun(sample, { provenBps, startBps: 0 })
      return { state: 'none', provenBps, starvedSamples }
    }
    case 'held': {
      if (hasQueue(condition)) return { state: 'refused', provenBps: 0, untilMs: nowMs + refusedForMs }
      const calmSamples = condition.lossShare < lossyShare ? before.calmSamples + 1 : 0
      if (calmSamples >= calmSamplesMax) return { ...noFloor, provenBps }
      // Nothing is reported while no picture is sent.
      const losses = condition.lossShare > 0 ? [...before.losses, condition.lossShare] : before.losses
      const now = { ...before, provenBps, losses, calmSamples }
      if (losesMore(now)) return { ...now, floorBps: now.startBps, raiseAtMs: nowMs + loweredForMs, losses: [] }
      // On a line that loses nothing the estimate grows by itself.
      return calmSamples === 0 && isEmpty ? raised(now, sample) : now
    }
    case 'refused':
      return nowMs < before.untilMs ? { ...before, provenBps } : { ...noFloor, provenBps }
  }
}

type Held = Extract<DownlinkFloor, { state: 'held' }>

/** With room for one lowest layer at least: more than that the path has to have carried. */
function begun(
  { nowMs, leastBps, wantedBps }: FloorSample,
  { provenBps, startBps: carriedBps }: Pick<Held, 'provenBps' | 'startBps'>,
): Held {
  const startBps = Math.round(Math.min(wantedBps, Math.max(leastBps, carriedBps)))
  return {
    ...{ state: 'held', provenBps, startBps, floorBps: startBps, raiseAtMs: nowMs + raiseEveryMs },
    ...{ losses: [], lossBefore: undefined, calmSamples: 0 },
  }
}

function raised(before: Held, { nowMs, wantedBps }: FloorSample): Held {
  const { floorBps, losses, lossBefore = mean(losses), raiseAtMs } = before
  if (floorBps >= wantedBps || nowMs < raiseAtMs || losses.length < comparedMin) return before
  const nextBps = Math.round(Math.min(wantedBps, floorBps * raiseFactor))
  return { ...before, floorBps: nextBps, raiseAtMs: nowMs + raiseEveryMs, losses: [], lossBefore }
}

function losesMore({ floorBps, startBps, losses, lossBefore }: Held): boolean {
  if (floorBps === startBps || lossBefore === undefined || losses.length < comparedMin) return false
  return mean(losses.slice(0, comparedMax)) > lossBefore + lossGrowthMax
}

function hasQueue({ queueMs, roundTrips }: DownlinkCondition): boolean {
  // One late answer is no queue.
  const queueBeforeMs = queueMs + (roundTrips.at(-2)?.rttMs ?? 0) - (roundTrips.at(-1)?.rttMs ?? 0)
  return Math.min(queueMs, queueBeforeMs) >= queueMaxMs
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / Math.max(1, values.length)
}
