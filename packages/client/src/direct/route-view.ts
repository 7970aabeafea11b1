import type { MediaRoute } from '@mrtc/protocol'

/** How the other's media comes to us. */
export interface RouteView {
  readonly route: MediaRoute
  /** Of a route that is not the server's. */
  readonly protocol?: 'udp' | 'tcp'
  /** There and back; undefined until it is measured. */
  readonly roundTripMs?: number
}

export const overServer: RouteView = { route: 'server' }

/** What is read of `transport`, `candidate-pair` and the candidates (webrtc-stats). */
interface Stat {
  readonly id: string
  readonly type: string
  readonly selectedCandidatePairId?: string
  readonly nominated?: boolean
  readonly state?: string
  readonly localCandidateId?: string
  readonly remoteCandidateId?: string
  readonly candidateType?: string
  readonly protocol?: string
  /** Between us and our TURN server. */
  readonly relayProtocol?: string
  readonly currentRoundTripTime?: number
}

const msPerSecond = 1_000

/** The pair that a connection uses now; undefined before there is one. */
export function routeIn(report: RTCStatsReport): RouteView | undefined {
  // The DOM's type of a report leaves its entries open.
  const stats = new Map<string, Stat>([...report.values()].map((stat: Stat) => [stat.id, stat]))
  const all = [...stats.values()]
  const selectedId = all.find(({ selectedCandidatePairId }) => selectedCandidatePairId)?.selectedCandidatePairId
  const pair =
    (selectedId === undefined ? undefined : stats.get(selectedId)) ??
    all.find(({ type, nominated, state }) => type === 'candidate-pair' && nominated && state === 'succeeded')
  const local = stats.get(pair?.localCandidateId ?? '')
  const remote = stats.get(pair?.remoteCandidateId ?? '')
  if (pair === undefined || local === undefined) return undefined
  const isRelayed = local.candidateType === 'relay' || remote?.candidateType === 'relay'
  const protocol = (local.relayProtocol ?? local.protocol) === 'udp' ? 'udp' : 'tcp'
  const roundTrip = pair.currentRoundTripTime
  return {
    route: isRelayed ? 'relay' : 'direct',
    protocol,
    ...(roundTrip === undefined ? {} : { roundTripMs: roundTrip * msPerSecond }),
  }
}
