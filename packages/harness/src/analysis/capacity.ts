/** How a client uses a link whose capacity changes in steps: what RFC 8868, 3.1 asks of congestion control. Pure. */
import { mean, percentile, ratio } from './statistics.ts'

export interface CapacitySecond {
  /** From the start of the measured time, of the second's end. */
  readonly atSeconds: number
  readonly sentKbps: number | null
  /** Of the link; null where it is not limited. */
  readonly capacityKbps: number | null
  /** Mean wait of a packet. */
  readonly queueMs: number | null
}

export interface CapacityInput {
  readonly seconds: readonly CapacitySecond[]
  /** When the capacity changed, from the start of the measured time. */
  readonly stepsAtSeconds: readonly number[]
  /** What the client has to send at most: more capacity is of no use to it. */
  readonly mostKbps: number
}

export interface CapacityFigures {
  readonly steadyUsePercent: number | null
  readonly queueP95Ms: number | null
  readonly settlingSeconds: number | null
}

/** So long after a step a call is in its steady state, settled or not. */
export const steadyAfterSeconds = 10
/** Settled: over so many seconds in a row so much of the capacity is used, and so little waits before the bottleneck. */
export const settledSeconds = 3
export const settledUse = 0.85
export const settledQueueMs = 150

interface UsedSecond {
  readonly atSeconds: number
  readonly sentKbps: number
  readonly usableKbps: number
  readonly queueMs: number
}

export function capacityFigures({ seconds, stepsAtSeconds, mostKbps }: CapacityInput): CapacityFigures {
  const used = seconds.flatMap(({ atSeconds, sentKbps, capacityKbps, queueMs }): UsedSecond[] =>
    sentKbps === null || capacityKbps === null
      ? []
      : [{ atSeconds, sentKbps, usableKbps: Math.min(capacityKbps, mostKbps), queueMs: queueMs ?? 0 }],
  )
  if (used.length < seconds.length || used.length === 0) {
    return { steadyUsePercent: null, queueP95Ms: null, settlingSeconds: null }
  }
  const starts = [0, ...stepsAtSeconds]
  const stretches = starts.map((fromSeconds, i) =>
    used.filter(({ atSeconds }) => atSeconds > fromSeconds && atSeconds <= (starts[i + 1] ?? Number.POSITIVE_INFINITY)),
  )
  const steady = stretches.flatMap((stretch, i) =>
    stretch.filter(({ atSeconds }) => atSeconds > (starts[i] ?? 0) + steadyAfterSeconds),
  )
  // The first stretch follows no step.
  const settlings = stretches.slice(1).map(settlingOf)
  const use = useOf(steady)
  return {
    steadyUsePercent: use === null ? null : use * 100,
    queueP95Ms: percentile(
      used.map(({ queueMs }) => queueMs),
      95,
    ),
    settlingSeconds: settlings.length === 0 ? null : Math.max(...settlings),
  }
}

function useOf(stretch: readonly UsedSecond[]): number | null {
  const sum = (pick: (second: UsedSecond) => number) => stretch.reduce((total, second) => total + pick(second), 0)
  return ratio(
    sum(({ sentKbps }) => sentKbps),
    sum(({ usableKbps }) => usableKbps),
  )
}

/** To the beginning of the first settled seconds; all of the stretch where there are none, a lower bound. */
function settlingOf(stretch: readonly UsedSecond[]): number {
  for (let start = 0; start + settledSeconds <= stretch.length; start++) {
    const some = stretch.slice(start, start + settledSeconds)
    const queueMs = mean(some.map((second) => second.queueMs)) ?? 0
    if ((useOf(some) ?? 0) >= settledUse && queueMs <= settledQueueMs) return start
  }
  return stretch.length
}
