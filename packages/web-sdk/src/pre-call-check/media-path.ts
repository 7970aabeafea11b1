/** The way that media takes, read off statistics: pure. */

export interface MediaPath {
  readonly protocol: 'udp' | 'tcp'
  /** Through a TURN server. */
  readonly isRelayed: boolean
  /** Undefined until it was measured. */
  readonly roundTripTimeMs: number | undefined
}

/** What is read of a report (W3C webrtc-stats). */
interface StatEntry {
  readonly id: string
  readonly type: string
  readonly nominated?: boolean
  readonly state?: string
  readonly localCandidateId?: string
  readonly candidateType?: string
  readonly protocol?: string
  readonly currentRoundTripTime?: number
  readonly availableOutgoingBitrate?: number
}

const msPerSecond = 1_000

export function mediaPathOf(report: Iterable<readonly [string, StatEntry]>): MediaPath | undefined {
  const entries = new Map(report)
  const pair = pairOf(entries)
  const local = pair?.localCandidateId === undefined ? undefined : entries.get(pair.localCandidateId)
  if (pair === undefined || local === undefined) return undefined
  const seconds = pair.currentRoundTripTime
  return {
    protocol: local.protocol === 'tcp' ? 'tcp' : 'udp',
    isRelayed: local.candidateType === 'relay',
    roundTripTimeMs: seconds === undefined ? undefined : Math.round(seconds * msPerSecond),
  }
}

/** What the sender believes to get through, in bits a second. */
export function uplinkOf(report: Iterable<readonly [string, StatEntry]>): number | undefined {
  return pairOf(new Map(report))?.availableOutgoingBitrate
}

function pairOf(entries: ReadonlyMap<string, StatEntry>): StatEntry | undefined {
  return [...entries.values()].find(
    ({ type, nominated, state }) => type === 'candidate-pair' && nominated === true && state === 'succeeded',
  )
}
