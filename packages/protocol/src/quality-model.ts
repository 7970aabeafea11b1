/** Types of how well media gets through, apart from the schemas, so that the SDK's types stand without a schema library. */

/** One direction of a participant's media. */
export interface PathQuality {
  readonly bitrateBps: number
  /** Of packets, from 0 to 1, before repair. */
  readonly lossShare: number
  readonly rttMs?: number | undefined
  /** Of what arrives only (RFC 3550, 6.4.1). */
  readonly jitterMs?: number | undefined
}

/** A picture, as it is sent or shown. */
export interface PictureQuality {
  readonly framesPerSecond?: number | undefined
  readonly widthPx?: number | undefined
  readonly heightPx?: number | undefined
}

/** What we send of one feed. */
export interface FeedQuality extends PictureQuality {
  readonly feedId: string
  readonly bitrateBps: number
}

/** What we get of one feed of somebody else. */
export interface SubscriptionQuality extends PictureQuality {
  readonly subscriptionId: string
  readonly bitrateBps: number
  /** Of packets, from 0 to 1, before repair. */
  readonly lossShare: number
  readonly jitterMs?: number | undefined
  /** How much of the time the picture stood still, from 0 to 1. */
  readonly frozenShare?: number | undefined
  /** How much of the sound was made up because it had not arrived, from 0 to 1. */
  readonly concealedShare?: number | undefined
}

/** What a participant's media was like over the last seconds, as its client measured it. */
export interface QualityReport {
  /** How long it was measured. */
  readonly periodMs: number
  readonly up?: PathQuality | undefined
  readonly down?: PathQuality | undefined
  readonly feeds: readonly FeedQuality[]
  readonly subscriptions: readonly SubscriptionQuality[]
}
