import type { Feed, FeedSource, TrackKind } from '@mrtc/protocol'

export interface FeedOptions {
  readonly uid: string
  readonly feedId?: string
  readonly kinds?: readonly TrackKind[]
  readonly source?: FeedSource
  readonly muted?: boolean
}

/** A feed of a camera with sound, or what is asked for. */
export const feedOf = ({
  uid,
  feedId = `feed-${uid}`,
  kinds,
  source = 'camera',
  muted = false,
}: FeedOptions): Feed => ({
  feedId,
  uid,
  tag: '',
  source,
  tracks: (kinds ?? ['audio', 'video']).map((kind) => ({ kind, muted, mimeType: `${kind}/fake` })),
})
