import type { ReadableStore, Reception, SubscriptionPort } from '@mrtc/client'
import { SubscriptionViews, type WatchView, watchElement } from '@mrtc/web-sdk'

interface Followed {
  readonly subscription: SubscriptionPort
  readonly views: SubscriptionViews
}

/** Asks for as much of each video as its tiles can show, and for none of a video without a tile in sight. */
export class LayerChooser {
  readonly #receptions: ReadableStore<ReadonlyMap<string, Reception>>
  readonly #watch: WatchView
  /** By feed id. */
  readonly #followed = new Map<string, Followed>()
  /** Tiles, by the feed id that they show. They may be there before the picture is, and stay when it comes anew. */
  readonly #tiles = new Map<string, Set<Element>>()
  readonly #off: () => void

  constructor(receptions: ReadableStore<ReadonlyMap<string, Reception>>, watch: WatchView = watchElement) {
    this.#receptions = receptions
    this.#watch = watch
    this.#off = receptions.subscribe(() => this.#follow())
    this.#follow()
  }

  /** A tile shows a feed. @returns a function for when it does not any more */
  attach(feedId: string, tile: Element): () => void {
    const tiles = this.#tiles.get(feedId) ?? new Set()
    this.#tiles.set(feedId, tiles.add(tile))
    this.#followed.get(feedId)?.views.attach(tile)
    return () => {
      tiles.delete(tile)
      if (tiles.size === 0 && this.#tiles.get(feedId) === tiles) this.#tiles.delete(feedId)
      this.#followed.get(feedId)?.views.detach(tile)
    }
  }

  /** Whether its picture is asked for; that of others is paused. */
  isSeen(feedId: string): boolean {
    return this.layerOf(feedId) !== undefined
  }

  /** The highest layer that is wanted of a feed, from 0; undefined when none is, or none was asked for yet. */
  layerOf(feedId: string): number | undefined {
    return this.#followed.get(feedId)?.views.layer ?? undefined
  }

  close(): void {
    this.#off()
    for (const { views } of this.#followed.values()) views.close()
    this.#followed.clear()
  }

  #follow(): void {
    const receptions = this.#receptions.get()
    for (const [feedId, { subscription, views }] of this.#followed) {
      const reception = receptions.get(feedId)
      if (reception?.state === 'receiving' && reception.subscription === subscription) continue
      views.close()
      this.#followed.delete(feedId)
    }
    for (const [feedId, reception] of receptions) {
      if (reception.state !== 'receiving' || reception.tracks.video === undefined) continue
      if (this.#followed.has(feedId)) continue
      const { subscription } = reception
      const views = new SubscriptionViews<Element>(subscription, this.#watch)
      for (const tile of this.#tiles.get(feedId) ?? []) views.attach(tile)
      this.#followed.set(feedId, { subscription, views })
    }
  }
}
