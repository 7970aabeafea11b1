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
  readonly #views = new Map<symbol, ElementView>()
  readonly #ends = new Set<() => void>()
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
    const view = Symbol('view')
    const seen = (now: ElementView) => {
      this.#views.set(view, now)
      this.#decide()
    }
    const unwatch = this.#begin(target, seen)
    const detach = () => {
      unwatch()
      this.#ends.delete(detach)
      if (this.#views.delete(view)) this.#decide()
    }
    this.#ends.add(detach)
    return detach
  }

  /** Asks for nothing any more; the subscription goes on as it is. Idempotent. */
  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    for (const end of [...this.#ends]) end()
  }

  #begin(target: ViewTarget<E>, seen: (view: ElementView) => void): () => void {
    if (!('heightPx' in target)) return this.#watch(target, seen)
    seen({ isVisible: true, heightPx: target.heightPx })
    return () => {}
  }

  get #heightPx(): number | undefined {
    const seen = [...this.#views.values()].filter(({ isVisible, heightPx }) => isVisible && heightPx > 0)
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
