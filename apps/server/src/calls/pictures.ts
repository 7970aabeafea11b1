/** Sizes of pictures: what publishers and subscribers say of them, and what is told of each feed and subscription. */
import type { PictureSize } from '../happenings/index.ts'
import type { FeedState } from '../rooms/index.ts'
import type { LiveRoom } from './live-room.ts'
import type { WatchedFeed } from './seat.ts'
import type { CallService } from './service.ts'
import { commonOf } from './what-happened.ts'

/** Nobody has said yet. */
export const unknownSize: PictureSize = { widthPx: 0, heightPx: 0 }

export interface FeedPicture {
  /** By its publisher. */
  reported: PictureSize | undefined
  /** To listeners of happenings. */
  told: PictureSize | undefined
}

/** What is published; undefined while that is no picture. */
export function sizeOfFeed(
  { kinds, tracks }: Pick<FeedState, 'kinds' | 'tracks'>,
  picture: FeedPicture | undefined,
): PictureSize | undefined {
  const isShown = kinds.includes('video') && !tracks.some(({ kind, muted }) => kind === 'video' && muted)
  return isShown ? (picture?.reported ?? unknownSize) : undefined
}

type Watching = Pick<WatchedFeed, 'kinds' | 'layers' | 'isHeld' | 'reportedSize'>

/** What a subscriber gets: as it says itself, else as it is published; undefined while it gets no picture. */
export function sizeOfSubscription(
  { kinds, layers, isHeld, reportedSize }: Watching,
  ofFeed: PictureSize | undefined,
): PictureSize | undefined {
  if (ofFeed === undefined || !kinds.includes('video') || layers === null || isHeld) return undefined
  return reportedSize ?? ofFeed
}

/** After anything that sizes depend on has changed. */
export function tellPictures(calls: CallService, room: LiveRoom, feedId: string): void {
  const state = calls.stateOf(room)
  const feed = state.feeds.get(feedId)
  if (feed?.state !== 'published') return
  const common = { ...commonOf(state, Date.now()), feedId }
  const picture = room.pictureOf(feedId)
  const size = sizeOfFeed(feed, picture)
  if (!isSame(size, picture.told)) {
    picture.told = size
    calls.happenings.tell({ kind: 'feed.resized', ...common, uid: feed.uid, size })
  }
  for (const { uid, watched } of room.seats.values()) {
    for (const [subscriptionId, watching] of watched) {
      if (watching.feedId !== feedId || !watching.toldStarted) continue
      const received = sizeOfSubscription(watching, size)
      if (isSame(received, watching.toldSize)) continue
      watching.toldSize = received
      calls.happenings.tell({ kind: 'subscription.resized', ...common, uid, subscriptionId, size: received })
    }
  }
}

function isSame(a: PictureSize | undefined, b: PictureSize | undefined): boolean {
  return a?.widthPx === b?.widthPx && a?.heightPx === b?.heightPx
}
