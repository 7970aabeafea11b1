import type { Subscription } from '@mrtc/client'
import type { ElementView } from './element-view.ts'
import { nextWish, noWish, type ViewWish } from './view-wish.ts'

/** What is needed of a subscription. */
export type FollowedSubscription = Pick<Subscription, 'setLayers'>

/**
 * Where a picture is used: an element that shows it, as long as it is in sight; or a size that it is wanted in whatever is
 * seen of the page, for example while it is recorded.
 */
export type ViewTarget<E extends object = Element> = E | { readonly heightPx: number }

/** Watches an element; tests hand in another. */
export type WatchView<E extends object = Element> = (element: E, onView: (view: ElementView) => void) => () => void

/** Asked again after so long when the server did not answer. */
const retryAfterMs = 5_000

/**
 * Asks the server for as much of one subscription's video as its views can show: the layer for the largest that is seen,
 * none when nothing of it is. Without a view it is paused.
 */
export class SubscriptionViews<E extends object = Element> {
  readonly #subscription: FollowedSubscription
  readonly #watch: WatchView<E>
  /** What is watched, and how it is seen, once that is known. */
  readonly #views = new Map<ViewTarget<E>, { view?: ElementView; readonly end: () => void }>()
  #wish: ViewWish = noWish
  #timer: ReturnType<typeof setTimeout> | undefined
  #isClosed = false

  /** @param watch how elements are watched: in a browser `watchElement` */
  constructor(subscription: FollowedSubscription, watch: WatchView<E>) {
    this.#subscription = subscription
    this.#watch = watch
    this.#decide()
  }

  /** The highest layer that is asked for, from 0; `null` while it is paused, undefined until something was asked. */
  get layer(): number | null | undefined {
    return this.#wish.asked
  }

  /** Adds a place where it is used. @returns a function that takes it away */
  attach(target: ViewTarget<E>): () => void {
    this.#views.get(target)?.end()
    let end = () => {}
    const place: { view?: ElementView; readonly end: () => void } = { end: () => end() }
    this.#views.set(target, place)
    end = this.#begin(target, (view) => {
      place.view = view
      this.#decide()
    })
    return () => {
      if (this.#views.get(target) === place) this.detach(target)
    }
  }

  /** It is not used there any more. */
  detach(target: ViewTarget<E>): void {
    this.#views.get(target)?.end()
    if (this.#views.delete(target)) this.#decide()
  }

  /** Asks for nothing any more; the subscription goes on as it is. Idempotent. */
  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    for (const { end } of this.#views.values()) end()
    this.#views.clear()
  }

  #begin(target: ViewTarget<E>, seen: (view: ElementView) => void): () => void {
    if (!('heightPx' in target)) return this.#watch(target, seen)
    seen({ isVisible: true, heightPx: target.heightPx })
    return () => {}
  }

  get #heightPx(): number | undefined {
    const seen = [...this.#views.values()].flatMap(({ view }) => (view?.isVisible && view.heightPx > 0 ? view : []))
    return seen.length === 0 ? undefined : Math.max(...seen.map(({ heightPx }) => heightPx))
  }

  #decide(): void {
    if (this.#isClosed) return
    const nowMs = performance.now()
    const before = this.#wish.asked
    const { wish, againAtMs } = nextWish(this.#wish, this.#heightPx, nowMs)
    this.#wish = wish
    this.#again(againAtMs === undefined ? undefined : againAtMs - nowMs)
    if (wish.asked !== before && wish.asked !== undefined) void this.#ask(wish.asked)
  }

  #again(afterMs: number | undefined): void {
    clearTimeout(this.#timer)
    if (afterMs !== undefined) this.#timer = setTimeout(() => this.#decide(), afterMs)
  }

  async #ask(layer: number | null): Promise<void> {
    try {
      await this.#subscription.setLayers(layer === null ? null : { spatial: layer })
    } catch {
      // It ended, which its owner hears, or the server did not answer: a wish that is not heard costs bandwidth only.
      if (this.#isClosed || this.#wish.asked !== layer) return
      this.#wish = noWish
      this.#again(retryAfterMs)
    }
  }
}
