import { type EndReason, type EventPayload, type Feed, MrtcError, type TrackKind } from '@mrtc/protocol'
import { limited } from '../limited.ts'
import type { LossCount, NetworkPlan, TrackLoss, TrackPicture, TracksOf } from '../weak-network/index.ts'
import { FeedReceiver } from './feed-receiver.ts'
import type { MediaConnectionState } from './media-connection-state.ts'
import type { MediaContext } from './media-transport.ts'
import type { IncomingPath } from './other-path.ts'
import type { Subscription } from './subscription.ts'
import { TransportHolder } from './transport-holder.ts'

export interface SubscribeOptions {
  /** @default all that the feed has */
  readonly kinds?: readonly TrackKind[]
  readonly signal?: AbortSignal
}

/** Everything that we receive in a room. */
export class RecvMedia {
  /** By feed id. */
  readonly subscriptions = new Map<string, Subscription>()
  readonly #receivers = new Map<string, FeedReceiver>()
  /** Feeds that are being subscribed. */
  readonly #starting = new Set<string>()
  readonly #context: MediaContext
  readonly #holder: TransportHolder<FeedReceiver>
  readonly #changed: () => void

  /** @param changed what is watched, or the feeds themselves, are others than before */
  constructor(
    context: MediaContext,
    stateChanged: (state: MediaConnectionState) => void,
    changed: () => void = () => {},
  ) {
    this.#context = context
    this.#changed = changed
    this.#holder = new TransportHolder(context, 'recv', stateChanged)
  }

  async subscribe(feed: Feed, options: SubscribeOptions): Promise<Subscription> {
    const { feedId } = feed
    const kinds = wantedKinds(feed, options.kinds)
    if (this.#starting.has(feedId) || this.#receivers.has(feedId)) throw new MrtcError('ALREADY_SUBSCRIBED')
    this.#starting.add(feedId)
    try {
      return await this.#start(feed, kinds, options.signal)
    } finally {
      this.#starting.delete(feedId)
    }
  }

  getStats(): Promise<RTCStatsReport | undefined> {
    return this.#holder.getStats()
  }

  /** By subscription. */
  get tracks(): readonly TracksOf[] {
    return [...this.#holder.users].map(({ subscriptionId, trackIds }) => ({ id: subscriptionId, trackIds }))
  }

  /** Sets what is to be done against a weak network. */
  apply(plan: NetworkPlan): void {
    this.#holder.setRepair(plan.downlinkRepair ?? 'usual')
    for (const receiver of this.#holder.users) receiver.apply(plan)
  }

  lossesBySubscription(losses: readonly TrackLoss[]): readonly LossCount[] {
    return [...this.#holder.users].map((receiver) => receiver.lossOf(losses))
  }

  reportPictures(pictures: readonly TrackPicture[]): void {
    for (const receiver of this.#holder.users) receiver.reportPicture(pictures)
  }

  /** Whether anything should come of what we watch. */
  get isExpecting(): boolean {
    return [...this.#holder.users].some((receiver) => receiver.comesFromServer && receiver.isExpecting)
  }

  /** Everything that is watched, for a path beside the server's. */
  get wanted(): readonly FeedReceiver['wanted'][] {
    return [...this.#holder.users].map(({ wanted }) => wanted)
  }

  /** Another path brings these feeds; all others come from the server. */
  useOtherPath(paths: ReadonlyMap<string, IncomingPath>): void {
    for (const receiver of this.#holder.users) receiver.useOtherPath(paths.get(receiver.feed.feedId))
  }

  restartIce(): Promise<boolean> {
    return this.#holder.restartIce()
  }

  unreachable(): void {
    this.#holder.unreachable()
  }

  /** The server closed this transport. */
  transportClosed(transportId: string): void {
    this.#holder.gone(transportId)
  }

  /** The server has lost transports, and maybe subscriptions: receives everything anew. */
  rebuild(): void {
    this.#holder.rebuild()
  }

  feedChanged(feed: Feed): void {
    this.#receivers.get(feed.feedId)?.update(feed)
  }

  feedEnded(feedId: string, reason: EndReason): void {
    this.#receivers.get(feedId)?.end(reason)
  }

  /** The server ended a subscription. */
  subscriptionClosed(feedId: string, subscriptionId: string, reason: EndReason): void {
    const receiver = this.#receivers.get(feedId)
    if (receiver?.subscriptionId === subscriptionId) receiver.end(reason)
  }

  /** The server holds the video of a subscription back, or lets it flow again. */
  videoHeldChanged({ feedId, subscriptionId, isHeld }: EventPayload<'subscription.videoHeldChanged'>): void {
    const receiver = this.#receivers.get(feedId)
    if (receiver?.subscriptionId === subscriptionId) receiver.videoHeldChanged(isHeld)
  }

  /** The publisher sends a feed anew. */
  subscriptionOutdated(feedId: string, subscriptionId: string): void {
    const receiver = this.#receivers.get(feedId)
    if (receiver?.subscriptionId === subscriptionId) receiver.renew()
  }

  close(reason: EndReason): void {
    for (const receiver of [...this.#receivers.values()]) receiver.end(reason)
    this.#holder.close()
  }

  async #start(feed: Feed, kinds: readonly TrackKind[], signal: AbortSignal | undefined): Promise<Subscription> {
    const transport = await limited(this.#holder.obtain(), { signal })
    const receiver = new FeedReceiver(this.#context, {
      feed,
      kinds,
      transport,
      onChanged: () => this.#changed(),
      onEnded: (ended) => this.#forget(ended),
    })
    this.#receivers.set(feed.feedId, receiver)
    await receiver.start(signal)
    this.#holder.users.add(receiver)
    this.subscriptions.set(feed.feedId, receiver.subscription)
    this.#changed()
    return receiver.subscription
  }

  #forget(receiver: FeedReceiver): void {
    const { feedId } = receiver.feed
    this.#holder.users.delete(receiver)
    this.#receivers.delete(feedId)
    this.subscriptions.delete(feedId)
    this.#changed()
  }
}

function wantedKinds({ tracks }: Feed, kinds: readonly TrackKind[] | undefined): TrackKind[] {
  const present = tracks.map(({ kind }) => kind)
  const wanted = present.filter((kind) => kinds?.includes(kind) ?? true)
  if (wanted.length === 0) {
    throw new MrtcError('PARAMETER_INVALID', `This feed has only ${present.join(' and ')}.`, { field: 'kinds' })
  }
  return wanted
}
