import type { TrackKind } from '@mrtc/protocol'
import type { DegradationPreference, MediaTracks, VideoCodec } from './publish-options.ts'

/** What a publication sends, for a path beside the server's. */
export interface OutgoingFeed {
  readonly feedId: string
  readonly tracks: readonly { readonly kind: TrackKind; readonly track: MediaStreamTrack; readonly muted: boolean }[]
  readonly codec: VideoCodec
  readonly maxVideoBitrateBps: number
  readonly degradationPreference: DegradationPreference
}

/** Carries a publication to everyone who watches it, so that nothing need go to the server. */
export interface OutgoingPath {
  /** One report a track. */
  getStats(): Promise<RTCStatsReport[]>
}

/** Brings what we are subscribed to, instead of the server. */
export interface IncomingPath {
  readonly tracks: MediaTracks
  /** Of these tracks. */
  readonly receivers: readonly RTCRtpReceiver[]
}
