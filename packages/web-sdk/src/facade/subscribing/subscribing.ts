import { MrtcError } from '@mrtc/protocol/errors'
import { SubscriptionViews } from '../../viewing/index.ts'
import type { Feed, RoomPort, SubscriptionPort, TrackKind } from '../call-ports.ts'
import type { StreamFilter } from '../callbacks.ts'
import { endOfStream, type MediaEnd, mediaCloseCode } from '../codes.ts'
import type { SubscribeTargets } from '../config/index.ts'
import { canonicalError, meetingError } from '../failures.ts'
import { Fault, parameterFault } from '../fault.ts'
import { type Notify, reportFault } from '../notify.ts'
import type { MediaElement, Page, Player } from '../page/index.ts'
import { throughFilter } from '../stream-filter.ts'
import { clearView, findView, type SubscriptionView, showIds, showTracks } from './view.ts'

type Tracks = SubscriptionPort['tracks']

/** A stream of another's that we see or hear. */
export interface WatchedStream {
  readonly sid: number
  readonly subscription: SubscriptionPort
  /** What the application's filter made of its tracks. */
  readonly tracks: Tracks
}

/** Told of streams that are shown, and of their ends. */
export interface WatchedObserver {
  subscribed(stream: WatchedStream): void
  /** Its tracks are others than before. */
  changed(stream: WatchedStream): void
  ended(sid: number): void
}

interface StreamBase {
  readonly feedId: string
  readonly view: SubscriptionView
}
type Views = SubscriptionViews<MediaElement>
type SubscribedStream = StreamBase &
  (
    | { readonly state: 'starting'; readonly abort: AbortController }
    | {
        readonly state: 'subscribed'
        readonly subscription: SubscriptionPort
        readonly shown: Tracks
        /** Where it receives only what is seen. */
        readonly views: Views | undefined
      }
    | { readonly state: 'closing'; readonly done: Promise<void> }
  )

export interface SubscribingOptions {
  readonly room: RoomPort
  readonly notify: Notify
  readonly page: Page
  readonly player: Player
  /** Read at each use: the application sets it when it likes. */
  readonly filter: () => StreamFilter | undefined
  readonly observer: WatchedObserver
}

/** What we see and hear in one room, by sid. */
export class Subscribing {
  readonly #options: SubscribingOptions
  readonly #streams = new Map<number, SubscribedStream>()
  #onEnded: (sid: number) => void = () => {}

  constructor(options: SubscribingOptions) {
    this.#options = options
  }

  /** Called after a subscription's elements became free because it ended by itself. */
  whenEnded(callback: (sid: number) => void): void {
    this.#onEnded = callback
  }

  hasFeed(feedId: string): boolean {
    return [...this.#streams.values()].some((stream) => stream.feedId === feedId)
  }

  feedOf(sid: number): string | undefined {
    return this.#streams.get(sid)?.feedId
  }

  /** A stream that stands. */
  find(sid: number): WatchedStream | undefined {
    const stream = this.#streams.get(sid)
    if (stream?.state !== 'subscribed') return undefined
    return { sid, subscription: stream.subscription, tracks: stream.shown }
  }

  /** All that stand. */
  get all(): readonly WatchedStream[] {
    return [...this.#streams.keys()].flatMap((sid) => this.find(sid) ?? [])
  }

  /** Which kinds of a feed can be shown here now: its elements exist and show nothing else. */
  usableKinds(feed: Feed, targets: SubscribeTargets): TrackKind[] {
    const view = findView(this.#options.page, targets)
    return this.#isInUse(view) ? [] : kindsFor(feed, view)
  }

  /** OnSubscribeSucc or OnSubscribeFailed. @throws MeetingError */
  async subscribe(sid: number, feedId: string, targets: SubscribeTargets): Promise<void> {
    const { room, notify, observer } = this.#options
    const view = findView(this.#options.page, targets)
    const abort = new AbortController()
    try {
      const kinds = this.#checkedKinds(feedId, targets, view)
      this.#streams.set(sid, { state: 'starting', feedId, view, abort })
      const subscription = await room.subscribe(feedId, { kinds, signal: abort.signal })
      if (abort.signal.aborted) {
        void subscription.close().catch(() => {})
        throw new MrtcError('REQUEST_ABORTED')
      }
      const views = targets.followsView ? this.#viewsOf(subscription, view) : undefined
      this.#streams.set(sid, { state: 'subscribed', feedId, view, subscription, shown: {}, views })
      this.#follow(sid, subscription)
      await this.#show(sid)
      if (this.#subscribed(sid) === undefined) throw new MrtcError('REQUEST_ABORTED')
      showIds(view, sid, feedId)
    } catch (thrown) {
      const error = meetingError('subscribe', thrown)
      notify('OnSubscribeFailed', sid, error.code, error.msg)
      this.#end(sid, mediaCloseCode(canonicalError(thrown)))
      throw error
    }
    notify('OnSubscribeSucc', feedId, sid)
    const stream = this.find(sid)
    if (stream) observer.subscribed(stream)
  }

  /** OnUnSubscribeSucc and OnMediaClose 5001. */
  async unsubscribe(sid: number): Promise<void> {
    const stream = this.#streams.get(sid)
    if (stream === undefined) {
      throw new Fault('streamMissing', 'SUBSCRIPTION_NOT_FOUND', `No stream is subscribed under sid ${sid}.`)
    }
    if (stream.state === 'closing') return stream.done
    if (stream.state === 'starting') {
      this.#finishUnsubscribe(sid)
      stream.abort.abort()
      return
    }
    const { feedId, view, subscription, views } = stream
    views?.close()
    const { promise: done, resolve } = Promise.withResolvers<void>()
    // Before it closes: it tells its end at once.
    this.#streams.set(sid, { state: 'closing', feedId, view, done })
    // Without an answer it is over all the same: the server ends it with the session.
    await subscription.close().catch(() => {})
    this.#finishUnsubscribe(sid)
    resolve()
  }

  /** Receives the whole picture whatever is seen of it. @returns a function that ends that */
  receiveWhole(sid: number): () => void {
    return this.#subscribed(sid)?.views?.attach({ heightPx: Number.POSITIVE_INFINITY }) ?? (() => {})
  }

  /** The room is over: every stream gets its OnMediaClose. */
  close(end: MediaEnd): void {
    this.#onEnded = () => {}
    for (const sid of [...this.#streams.keys()]) this.#end(sid, mediaCloseCode(end))
  }

  #checkedKinds(feedId: string, targets: SubscribeTargets, view: SubscriptionView): TrackKind[] {
    const feed = this.#options.room.feeds.get(feedId)
    if (feed === undefined) throw new Fault('server', 'FEED_NOT_FOUND', `There is no feed ${feedId} in this room.`)
    if (targets.video === undefined && targets.audio === undefined) {
      const message = 'give subscribe_video_id, subscribe_audio_id or both'
      throw parameterFault('subscribe_audio_id', message, 'tagParameterMissing')
    }
    if (targets.video !== undefined && view.video === undefined) {
      throw parameterFault('subscribe_video_id', 'there is no such video element', 'videoTagEmpty')
    }
    if (targets.audio !== undefined && view.audio === undefined) {
      throw parameterFault('subscribe_audio_id', 'there is no such audio element', 'tagParameterMissing')
    }
    if (this.#isInUse(view)) {
      throw parameterFault('subscribe_video_id', 'this element shows another stream', 'videoTagInUse')
    }
    const kinds = kindsFor(feed, view)
    if (kinds.length > 0) return kinds
    // One element was given, and the feed has only what the other would show.
    throw view.video === undefined
      ? parameterFault('subscribe_video_id', 'this feed has only video: it needs a video element', 'videoTagEmpty')
      : parameterFault(
          'subscribe_audio_id',
          'this feed has only audio: it needs an audio element',
          'tagParameterMissing',
        )
  }

  #viewsOf(subscription: SubscriptionPort, { video }: SubscriptionView): Views | undefined {
    if (video === undefined || subscription.tracks.video === undefined) return undefined
    const views = new SubscriptionViews<MediaElement>(subscription, this.#options.page.watchView)
    views.attach(video)
    return views
  }

  #isInUse(view: SubscriptionView): boolean {
    return [...this.#streams.values()].some(
      (stream) =>
        (view.video !== undefined && stream.view.video === view.video) ||
        (view.audio !== undefined && stream.view.audio === view.audio),
    )
  }

  #subscribed(sid: number): Extract<SubscribedStream, { state: 'subscribed' }> | undefined {
    const stream = this.#streams.get(sid)
    return stream?.state === 'subscribed' ? stream : undefined
  }

  /** Through the application's filter; one that fails hides nothing: the stream is shown as it is. */
  async #show(sid: number): Promise<void> {
    const { page, player, filter: currentFilter } = this.#options
    const stream = this.#subscribed(sid)
    if (stream === undefined) return
    const { subscription, view } = stream
    const { tracks } = subscription
    const filter = currentFilter()
    const filtered =
      filter &&
      (await throughFilter(filter, { tag: subscription.feed.tag, tracks, page, stream: 'subscribe' }).catch(
        reportFault,
      ))
    // It ended, or changed once more, while the filter was at work.
    if (this.#subscribed(sid) !== stream) return
    const shown = filtered ?? tracks
    this.#streams.set(sid, { ...stream, shown })
    showTracks(view, shown, player)
  }

  #follow(sid: number, subscription: SubscriptionPort): void {
    let { audio, video } = subscription.tracks
    subscription.on('changed', () => {
      const { tracks } = subscription
      // The tracks are new after media was rebuilt; muting changes the feed alone.
      if (tracks.audio === audio && tracks.video === video) return
      audio = tracks.audio
      video = tracks.video
      void this.#show(sid).then(() => {
        const stream = this.find(sid)
        if (stream) this.#options.observer.changed(stream)
      })
    })
    subscription.on('closed', (reason) => {
      // When the room is over it tells so itself, next.
      if (this.#options.room.closed || this.#streams.get(sid)?.state !== 'subscribed') return
      this.#end(sid, mediaCloseCode(endOfStream[reason]))
      this.#onEnded(sid)
    })
  }

  #finishUnsubscribe(sid: number): void {
    const stream = this.#streams.get(sid)
    this.#streams.delete(sid)
    if (stream) clearView(stream.view, this.#options.player)
    this.#options.observer.ended(sid)
    this.#options.notify('OnUnSubscribeSucc', sid)
    if (stream) this.#options.notify('OnMediaClose', mediaCloseCode('unpublished'), sid)
  }

  /** Once a stream: whoever comes first says why. */
  #end(sid: number, code: number): void {
    const stream = this.#streams.get(sid)
    if (stream === undefined) return
    this.#streams.delete(sid)
    clearView(stream.view, this.#options.player)
    if (stream.state === 'starting') stream.abort.abort()
    if (stream.state === 'subscribed') {
      stream.views?.close()
      void stream.subscription.close().catch(() => {})
    }
    this.#options.observer.ended(sid)
    this.#options.notify('OnMediaClose', code, sid)
  }
}

function kindsFor(feed: Feed, view: SubscriptionView): TrackKind[] {
  return feed.tracks.map(({ kind }) => kind).filter((kind) => view[kind] !== undefined)
}
