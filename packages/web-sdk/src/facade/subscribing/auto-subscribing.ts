import type { Feed, RoomPort } from '../call-ports.ts'
import type { SubscribeTargets } from '../config/index.ts'
import type { Subscribing } from './subscribing.ts'

export interface AutoSubscribingOptions {
  readonly room: RoomPort
  readonly subscribing: Subscribing
  /** `initSubscribe`, taken in order. */
  readonly slots: readonly SubscribeTargets[]
  readonly nextSid: () => number
}

/**
 * Modes 1, 3 and 5: every feed of the others goes into the first slot that can show it. Feeds beyond the slots wait;
 * when a feed ends, the one that waited longest takes its slot. After UnSubscribe the slot is free for feeds to come,
 * and the feed is not subscribed by itself again.
 */
export class AutoSubscribing {
  readonly #options: AutoSubscribingOptions
  readonly #declined = new Set<string>()

  constructor(options: AutoSubscribingOptions) {
    this.#options = options
    options.subscribing.whenEnded(() => this.offerAll())
  }

  /** All feeds of the room that are not shown yet, the oldest first. */
  offerAll(): void {
    for (const feed of this.#options.room.feeds.values()) this.offer(feed)
  }

  offer(feed: Feed): void {
    const { room, subscribing, slots, nextSid } = this.#options
    if (feed.uid === room.localUid || this.#declined.has(feed.feedId) || subscribing.hasFeed(feed.feedId)) return
    const slot = slots.find((targets) => subscribing.usableKinds(feed, targets).length > 0)
    if (slot === undefined) return
    // OnSubscribeFailed has told.
    subscribing.subscribe(nextSid(), feed.feedId, slot).catch(() => {})
  }

  /** The application unsubscribed it. */
  decline(feedId: string): void {
    this.#declined.add(feedId)
  }
}
