import type { FeedSource } from '@mrtc/protocol'

export type VideoCodec = 'VP8' | 'VP9' | 'H264' | 'AV1'

/** What stays as it is when bandwidth or CPU are short: smooth motion, or clear pictures (guide: degradationType 1 and 2). */
export type DegradationPreference = 'maintain-framerate' | 'maintain-resolution'

export interface PublishOptions {
  /** At least one of `audio` and `video`. The tracks stay the caller's: the client never stops them. */
  readonly audio?: MediaStreamTrack | undefined
  readonly video?: MediaStreamTrack | undefined
  /** @default '' */
  readonly tag?: string
  /** @default 'camera' */
  readonly source?: FeedSource
  /** @default 'VP8' */
  readonly codec?: VideoCodec
  /** Of all simulcast layers together. @default `defaultPublishBitrateBps` of the protocol */
  readonly maxVideoBitrateBps?: number
  /** @default true for camera video of at least 640 pixels wide with VP8 or H264 */
  readonly simulcast?: boolean
  /** @default 'maintain-framerate' */
  readonly degradationPreference?: DegradationPreference
  /** Begins muted. @default false */
  readonly audioMuted?: boolean
  /** Begins muted. @default false */
  readonly videoMuted?: boolean
}

/** The tracks of a publication or subscription. */
export interface MediaTracks {
  readonly audio?: MediaStreamTrack
  readonly video?: MediaStreamTrack
}
