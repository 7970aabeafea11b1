/** What has arrived over media transports, from the candidate pairs of getStats (webrtc-stats, RTCIceCandidatePairStats). */

/** What is read of `candidate-pair` and `transport`. */
interface Stat {
  readonly id: string
  readonly type: string
  readonly selectedCandidatePairId?: string
  readonly bytesReceived?: number
  readonly responsesReceived?: number
  /** Milliseconds since the epoch, where the platform tells. */
  readonly lastPacketReceivedTimestamp?: number
  /** Seconds. */
  readonly currentRoundTripTime?: number
}

interface PairCounts {
  readonly bytes: number
  readonly responses: number
  /** Whether media is sent over it; where the platform does not tell, over any. */
  readonly isSelected: boolean
  readonly lastPacketAt: number | undefined
  readonly roundTripMs: number | undefined
}

/** By the pair's id. */
export type PathReading = ReadonlyMap<string, PairCounts>

export interface Arrivals {
  /** When the last packet of media or feedback arrived; undefined when none did since the reading before. */
  readonly heardAt: number | undefined
  /** Whether an ICE check of the pair that carries media was answered since. */
  readonly isChecked: boolean
}

export const emptyReading: PathReading = new Map()

const msPerSecond = 1_000

/** @param reports one a transport, always in the same order; undefined for one that carries nothing */
export function readPath(reports: readonly (RTCStatsReport | undefined)[]): PathReading {
  const reading = new Map<string, PairCounts>()
  for (const [index, report] of reports.entries()) {
    if (report === undefined) continue
    // The DOM's type of a report leaves its entries open.
    const stats: Stat[] = [...report.values()]
    const selected = stats.find(({ selectedCandidatePairId }) => selectedCandidatePairId)?.selectedCandidatePairId
    for (const stat of stats) {
      if (stat.type !== 'candidate-pair') continue
      const { bytesReceived = 0, responsesReceived = 0, currentRoundTripTime } = stat
      reading.set(`${index} ${stat.id}`, {
        bytes: bytesReceived,
        responses: responsesReceived,
        isSelected: selected === undefined || selected === stat.id,
        lastPacketAt: stat.lastPacketReceivedTimestamp,
        roundTripMs: currentRoundTripTime === undefined ? undefined : currentRoundTripTime * msPerSecond,
      })
    }
  }
  return reading
}

/** Between two readings, the later one taken `now`. A pair that is new counts from nothing. */
export function arrivalsBetween(before: PathReading, after: PathReading, now: number): Arrivals {
  let heardAt: number | undefined
  let isChecked = false
  for (const [id, { bytes, responses, isSelected, lastPacketAt }] of after) {
    const last = before.get(id)
    isChecked ||= isSelected && responses > (last?.responses ?? 0)
    if (bytes <= (last?.bytes ?? 0)) continue
    // Another clock than ours is not to be trusted with the future.
    heardAt = Math.max(heardAt ?? 0, Math.min(lastPacketAt ?? now, now))
  }
  return { heardAt, isChecked }
}

/** The longest round trip that any pair measured last; undefined when none did. */
export function roundTripMsOf(reading: PathReading): number | undefined {
  const known = [...reading.values()].flatMap(({ roundTripMs }) => roundTripMs ?? [])
  return known.length === 0 ? undefined : Math.max(...known)
}
