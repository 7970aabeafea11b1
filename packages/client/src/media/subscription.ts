import type { EndReason, Feed } from '@mrtc/protocol'
import { Emitter } from '../emitter.ts'
import type { FeedReceiver } from './feed-receiver.ts'
import type { MediaTracks } from './publish-options.ts'

/** What a subscription tells. */
export type SubscriptionEvents = {
  /** The last event. */
  closed: [EndReason]
  /** `feed` is another than before, or `tracks` are: its media, ours or the publisher's, was lost and built anew. */
  changed: []
  /** Our downlink has no room for the video: the server holds it back for the sake of sound, or lets it flow again. */
  videoHeldChanged: [boolean]
}

/** The highest simulcast or SVC layer wanted; `null` pauses the video. */
export type LayerChoice = { readonly spatial: number; readonly temporal?: number } | null

/** One feed of another participant that we receive. */
export class Subscription extends Emitter<SubscriptionEvents> {
  readonly #receiver: FeedReceiver

  /** @internal */
  constructor(receiver: FeedReceiver) {
    super()
    this.#receiver = receiver
  }

  /** Of the server's, for logs. */
  get subscriptionId(): string {
    return this.#receiver.subscriptionId
  }

  /** As it is now, or was last. */
  get feed(): Feed {
    return this.#receiver.feed
  }

  /** What is received: put them into a MediaStream for a media element. */
  get tracks(): MediaTracks {
    return this.#receiver.tracks
  }

  /** Asks for less than there is, for small or hidden pictures. @throws MrtcError SUBSCRIPTION_NOT_FOUND when closed */
  setLayers(layers: LayerChoice): Promise<void> {
    return this.#receiver.setLayers(layers)
  }

  /** One report a track. */
  getStats(): Promise<RTCStatsReport[]> {
    return this.#receiver.getStats()
  }

  /** Unsubscribes. Idempotent. */
  close(): Promise<void> {
    return this.#receiver.close()
  }
}
