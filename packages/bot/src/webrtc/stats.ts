import type { MediaTransport } from './media-transport.ts'
import type { SenderCounts } from './rtp-sender.ts'
import type { LocalTrack, RemoteTrack } from './tracks.ts'

interface StatsEntry extends Record<string, unknown> {
  readonly id: string
  readonly type: string
}

/** Counts as `getStats()` gives them, with the standard's names where it has one (webrtc-stats). */
export function statsReport(entries: readonly StatsEntry[]): RTCStatsReport {
  const timestamp = Date.now()
  return new Map(entries.map((entry) => [entry.id, { ...entry, timestamp }]))
}

/** The pair in use, whichever it is: its bytes are counted over all that there were. */
export const pathReport = ({ receivedBytes, roundTripMs }: MediaTransport): StatsEntry => ({
  id: 'path',
  type: 'candidate-pair',
  bytesReceived: receivedBytes,
  currentRoundTripTime: roundTripMs / 1000,
})

export const outboundReport = (id: string, ssrc: number, counts: SenderCounts): StatsEntry => ({
  id: `outbound-${id}`,
  type: 'outbound-rtp',
  ssrc,
  packetsSent: counts.packetsSent,
  bytesSent: counts.bytesSent,
  retransmittedPacketsSent: counts.retransmittedPacketsSent,
  nackCount: counts.nackCount,
  pliCount: counts.keyFrameRequests,
  fractionLost: counts.fractionLost,
})

export const inboundReport = (id: string, ssrc: number, track: RemoteTrack): StatsEntry => ({
  id: `inbound-${id}`,
  type: 'inbound-rtp',
  kind: track.kind,
  ssrc,
  packetsReceived: track.counts.packetsReceived,
  packetsLost: track.counts.packetsLost,
  bytesReceived: track.counts.bytesReceived,
  jitter: track.counts.jitterMs / 1000,
})

/**
 * What is told of the whole transport, for reports of quality. Not of the types of webrtc-stats: what is decided against
 * weak networks was measured in browsers, and these counts do not tell all that theirs do.
 */
export const outboundMedia = (id: string, track: LocalTrack, counts: SenderCounts): StatsEntry => ({
  id: `outbound-media-${id}`,
  type: 'outbound-media',
  kind: track.kind,
  trackIdentifier: track.id,
  bytesSent: counts.bytesSent,
  framesEncoded: track.frames,
  ...sizeOf(track),
})

export const inboundMedia = (id: string, track: RemoteTrack): StatsEntry => ({
  id: `inbound-media-${id}`,
  type: 'inbound-media',
  kind: track.kind,
  trackIdentifier: track.id,
  packetsReceived: track.counts.packetsReceived,
  packetsLost: track.counts.packetsLost,
  bytesReceived: track.counts.bytesReceived,
  jitter: track.counts.jitterMs / 1000,
  framesDecoded: track.frames,
  ...sizeOf(track),
})

function sizeOf(track: LocalTrack | RemoteTrack): Record<string, number> {
  const { width, height } = track.getSettings()
  return width === undefined || height === undefined ? {} : { frameWidth: width, frameHeight: height }
}
