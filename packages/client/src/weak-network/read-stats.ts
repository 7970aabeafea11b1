/** From the counters of getStats to samples: differences between two reports of a transport. */
import type { PathSample } from './network-sample.ts'

/** What is read of `outbound-rtp`, `inbound-rtp`, `remote-inbound-rtp` and `candidate-pair` (webrtc-stats). */
export interface Stat {
  readonly id: string
  readonly type: string
  readonly kind?: string
  readonly ssrc?: number
  readonly trackIdentifier?: string
  readonly packetsSent?: number
  readonly retransmittedPacketsSent?: number
  readonly packetsReceived?: number
  readonly packetsLost?: number
  readonly retransmittedPacketsReceived?: number
  readonly nackCount?: number
  readonly jitter?: number
  readonly totalRoundTripTime?: number
  readonly roundTripTimeMeasurements?: number
  readonly responsesReceived?: number
  readonly nominated?: boolean
  readonly availableOutgoingBitrate?: number
  readonly frameWidth?: number
  readonly frameHeight?: number
  readonly mediaSourceId?: string
  readonly bytesSent?: number
  readonly bytesReceived?: number
  readonly framesEncoded?: number
  readonly framesDecoded?: number
  readonly totalFreezesDuration?: number
  readonly concealedSamples?: number
  readonly silentConcealedSamples?: number
  readonly totalSamplesReceived?: number
}

/** By stat id. */
export type StatsSnapshot = ReadonlyMap<string, Stat>

/** In pixels. */
export interface PictureSize {
  readonly widthPx: number
  readonly heightPx: number
}

/** How large the picture of a received track is. */
export interface TrackPicture extends PictureSize {
  readonly trackId: string
}

/** Loss of one received track since the report before. */
export interface TrackLoss {
  readonly trackId: string
  readonly packets: number
  readonly lostPackets: number
}

const msPerSecond = 1_000

/** Of what mediasoup sends only to find out what a downlink takes: its numbers have gaps, and nobody misses it. */
const probationSsrc = 1_234

export function snapshotOf(report: RTCStatsReport): StatsSnapshot {
  // The counters are the same in every browser; the DOM's type of a report leaves them open.
  return new Map([...report.values()].map((stat: Stat) => [stat.id, stat]))
}

/** What we sent between two reports. A retransmission was asked for because a packet was lost. */
export function readUplink(before: StatsSnapshot, after: StatsSnapshot): PathSample {
  let packets = 0
  let retransmitted = 0
  let reportedLost = 0
  let availableBps: number | undefined
  const rtts: number[] = []
  for (const stat of after.values()) {
    const last = before.get(stat.id)
    if (stat.type === 'outbound-rtp') {
      packets += grown(stat, last, 'packetsSent')
      retransmitted += grown(stat, last, 'retransmittedPacketsSent')
    }
    if (stat.type === 'remote-inbound-rtp') {
      reportedLost += Math.max(0, grown(stat, last, 'packetsLost'))
    }
    if (stat.type === 'candidate-pair' && stat.nominated === true) availableBps = stat.availableOutgoingBitrate
    addRtt(stat, last, rtts)
  }
  return {
    packets,
    lostPackets: Math.max(retransmitted, reportedLost),
    rttMs: shortest(rtts),
    longestRttMs: longest(rtts),
    jitterMs: 0,
    availableBps,
  }
}

/**
 * What was missing, track by track: what was asked for again. What was lost on its way to the server comes late and never
 * counts as lost, and neither does sound, which has no stream of its own for retransmissions.
 */
export function readTrackLosses(before: StatsSnapshot, after: StatsSnapshot): TrackLoss[] {
  return [...after.values()].flatMap((stat) => {
    if (stat.type !== 'inbound-rtp' || stat.ssrc === probationSsrc || stat.trackIdentifier === undefined) return []
    return [{ trackId: stat.trackIdentifier, ...lossOf(stat, before.get(stat.id)) }]
  })
}

/** Of one received stream. */
export function lossOf(stat: Stat, last: Stat | undefined): Pick<TrackLoss, 'packets' | 'lostPackets'> {
  const lost = Math.max(0, grown(stat, last, 'packetsLost'))
  const firstTries = grown(stat, last, 'packetsReceived') - grown(stat, last, 'retransmittedPacketsReceived')
  const packets = Math.max(0, firstTries) + lost
  const missing = Math.max(lost, grown(stat, last, 'nackCount'))
  return { packets, lostPackets: Math.min(packets, missing) }
}

/** Of every track that pictures arrive of. */
export function readPictures(after: StatsSnapshot): TrackPicture[] {
  return [...after.values()].flatMap(
    ({ type, trackIdentifier: trackId, frameWidth: widthPx, frameHeight: heightPx }) => {
      if (type !== 'inbound-rtp' || trackId === undefined || !widthPx || !heightPx) return []
      return [{ trackId, widthPx, heightPx }]
    },
  )
}

export function readDownlink(before: StatsSnapshot, after: StatsSnapshot): PathSample {
  const rtts: number[] = []
  let jitterMs = 0
  for (const stat of after.values()) {
    // Pictures come in bursts of packets, which is no fault of the network: sound tells.
    if (stat.type === 'inbound-rtp' && stat.kind === 'audio') {
      jitterMs = Math.max(jitterMs, (stat.jitter ?? 0) * msPerSecond)
    }
    addRtt(stat, before.get(stat.id), rtts)
  }
  const tracks = readTrackLosses(before, after)
  return {
    packets: tracks.reduce((total, track) => total + track.packets, 0),
    lostPackets: tracks.reduce((total, track) => total + track.lostPackets, 0),
    rttMs: shortest(rtts),
    jitterMs,
  }
}

type Counter = Exclude<
  keyof Stat,
  'id' | 'type' | 'kind' | 'trackIdentifier' | 'mediaSourceId' | 'nominated' | 'availableOutgoingBitrate'
>

/** How much a counter has grown; from zero when it is new. */
export function grown(stat: Stat, last: Stat | undefined, counter: Counter): number {
  return (stat[counter] ?? 0) - (last?.[counter] ?? 0)
}

/** Only what was measured since the report before: an old answer would hide a queue that has begun to fill. */
function addRtt(stat: Stat, last: Stat | undefined, rtts: number[]): void {
  if (stat.type !== 'remote-inbound-rtp' && !(stat.type === 'candidate-pair' && stat.nominated === true)) return
  const counter = stat.type === 'candidate-pair' ? 'responsesReceived' : 'roundTripTimeMeasurements'
  const measurements = grown(stat, last, counter)
  if (measurements > 0) rtts.push((grown(stat, last, 'totalRoundTripTime') / measurements) * msPerSecond)
}

function longest(rtts: readonly number[]): number | undefined {
  return rtts.length === 0 ? undefined : Math.max(...rtts)
}

function shortest(rtts: readonly number[]): number | undefined {
  return rtts.length === 0 ? undefined : Math.min(...rtts)
}
