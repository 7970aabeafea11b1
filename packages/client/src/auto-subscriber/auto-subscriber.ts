import { type ErrorCode, type Feed, MrtcError } from '@mrtc/protocol'
import type { MediaTracks } from '../media/index.ts'
import type { RoomPort, SubscriptionPort } from '../ports.ts'
import { type ReadableStore, Store } from '../store.ts'

/** What we have of another one's feed. */
export type Reception =
  | { readonly state: 'starting' }
  | { readonly state: 'receiving'; readonly subscription: SubscriptionPort; readonly tracks: MediaTracks }
  /** It will be tried again. */
  | { readonly state: 'failed' }

/** Waits before the next try, ms. The last one repeats: the feed is shown without picture meanwhile. */
export const retryDelaysMs = [500, 1_500, 4_000, 10_000] as const

/** The feed went away while we asked for it; its own event follows. */
const goneCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['FEED_NOT_FOUND', 'NOT_IN_ROOM'])

/** Subscribes to every feed of the others, again when it fails, until the feed is gone. */
export class AutoSubscriber {
  readonly #room: RoomPort
  readonly #receptions = new Store<ReadonlyMap<string, Reception>>(new Map())
  readonly #offs: (() => void)[] = []
  readonly #retries = new Map<string, ReturnType<typeof setTimeout>>()
  readonly #closing = new AbortController()

  constructor(room: RoomPort) {
    this.#room = room
    this.#offs.push(
      room.on('feedPublished', (feed) => this.#feedPublished(feed)),
      room.on('feedUnpublished', (feed) => this.#forget(feed.feedId)),
    )
    for (const feed of room.feeds.values()) this.#feedPublished(feed)
  }

  /** By feed id. */
  get receptions(): ReadableStore<ReadonlyMap<string, Reception>> {
    return this.#receptions
  }

  /** Does not unsubscribe: it is for when the room is left. */
  close(): void {
    this.#closing.abort()
    for (const off of this.#offs.splice(0)) off()
    for (const timer of this.#retries.values()) clearTimeout(timer)
    this.#retries.clear()
  }

  #feedPublished(feed: Feed): void {
    if (feed.uid !== this.#room.localUid) void this.#subscribe(feed.feedId, 0)
  }

  #isWanted(feedId: string): boolean {
    return !this.#closing.signal.aborted && !this.#room.closed && this.#room.feeds.has(feedId)
  }

  #set(feedId: string, reception: Reception): void {
    this.#receptions.update((all) => new Map(all).set(feedId, reception))
  }

  #forget(feedId: string): void {
    clearTimeout(this.#retries.get(feedId))
    this.#retries.delete(feedId)
    this.#receptions.update((all) => new Map([...all].filter(([id]) => id !== feedId)))
  }

  async #subscribe(feedId: string, attempt: number): Promise<void> {
    this.#set(feedId, { state: 'starting' })
    try {
      const subscription = await this.#room.subscribe(feedId, { signal: this.#closing.signal })
      if (!this.#isWanted(feedId)) return
      const show = () => this.#set(feedId, { state: 'receiving', subscription, tracks: { ...subscription.tracks } })
      subscription.on('changed', show)
      subscription.on('closed', () => {
        if (this.#isWanted(feedId)) this.#retryLater(feedId, 0)
      })
      show()
    } catch (error) {
      if (!this.#isWanted(feedId) || (error instanceof MrtcError && goneCodes.has(error.code))) return
      this.#retryLater(feedId, attempt)
    }
  }

  #retryLater(feedId: string, attempt: number): void {
    this.#set(feedId, { state: 'failed' })
    const delayMs = retryDelaysMs[Math.min(attempt, retryDelaysMs.length - 1)]
    clearTimeout(this.#retries.get(feedId))
    this.#retries.set(
      feedId,
      setTimeout(() => {
        this.#retries.delete(feedId)
        if (this.#isWanted(feedId)) void this.#subscribe(feedId, attempt + 1)
      }, delayMs),
    )
  }
}
