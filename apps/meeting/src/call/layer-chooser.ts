import type { ReadableStore, Reception, SubscriptionPort } from '@mrtc/client'
import { layerFor } from '../layout/layers.ts'

/** A window that is dragged to another size changes its tiles many times a second. */
const settleMs = 400

interface Asked {
  readonly subscription: SubscriptionPort
  readonly spatial: number | undefined
}

/** Asks for as much of each video as its tile can show, and for none of a video without a tile. */
export class LayerChooser {
  readonly #receptions: ReadableStore<ReadonlyMap<string, Reception>>
  /** Heights of tiles by feed id, device pixels. */
  readonly #heights = new Map<string, number>()
  readonly #asked = new Map<string, Asked>()
  readonly #off: () => void
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(receptions: ReadableStore<ReadonlyMap<string, Reception>>) {
    this.#receptions = receptions
    this.#off = receptions.subscribe(() => this.#schedule())
  }

  /** @param heightsPx by feed id, in device pixels; feeds that are not in it are not seen */
  setTileHeights(heightsPx: ReadonlyMap<string, number>): void {
    this.#heights.clear()
    for (const [feedId, height] of heightsPx) this.#heights.set(feedId, height)
    this.#schedule()
  }

  /** Whether the feed has a tile; the video of others is paused. */
  isSeen(feedId: string): boolean {
    return this.#heights.has(feedId)
  }

  /** The highest layer that is wanted of a feed, from 0; undefined when none is, or none was asked for yet. */
  layerOf(feedId: string): number | undefined {
    return this.#asked.get(feedId)?.spatial
  }

  close(): void {
    this.#off()
    clearTimeout(this.#timer)
  }

  #schedule(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#apply(), settleMs)
  }

  #apply(): void {
    const receptions = this.#receptions.get()
    for (const feedId of this.#asked.keys()) if (!receptions.has(feedId)) this.#asked.delete(feedId)
    for (const [feedId, reception] of receptions) {
      if (reception.state !== 'receiving' || reception.tracks.video === undefined) continue
      const { subscription } = reception
      const before = this.#asked.get(feedId)
      const current = before?.subscription === subscription ? before : undefined
      const height = this.#heights.get(feedId)
      const spatial = height === undefined ? undefined : layerFor(height, current?.spatial)
      if (current !== undefined && current.spatial === spatial) continue
      const asked = { subscription, spatial }
      this.#asked.set(feedId, asked)
      // A refused wish costs bandwidth only; forgetting it makes the next change of size ask again.
      subscription.setLayers(spatial === undefined ? null : { spatial }).catch(() => {
        if (this.#asked.get(feedId) === asked) this.#asked.delete(feedId)
      })
    }
  }
}
