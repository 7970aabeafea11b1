import type { EndReason } from '@mrtc/protocol'
import { asMrtcError } from '../errors.ts'
import { limited } from '../limited.ts'
import { everythingWanted, type NetworkPlan, type TracksOf, type VideoDemand } from '../weak-network/index.ts'
import { FeedSender, type ProducerData } from './feed-sender.ts'
import type { MediaConnectionState } from './media-connection-state.ts'
import type { MediaContext, MediaTransport } from './media-transport.ts'
import type { OutgoingFeed, OutgoingPath } from './other-path.ts'
import type { Publication } from './publication.ts'
import type { PublishOptions } from './publish-options.ts'
import { sentAsRed } from './red/index.ts'
import { TransportHolder } from './transport-holder.ts'

/** Everything that we send in a room. */
export class SendMedia {
  /** By feed id. */
  readonly publications = new Map<string, Publication>()
  /** Whom the server means by a feed id. */
  readonly #senders = new Map<string, FeedSender>()
  readonly #context: MediaContext
  readonly #holder: TransportHolder<FeedSender>
  readonly #changed: () => void
  /** Feeds that are being published. */
  #publishing = 0

  /** @param changed what is published, or how, is another than before */
  constructor(
    context: MediaContext,
    stateChanged: (state: MediaConnectionState) => void,
    changed: () => void = () => {},
  ) {
    this.#context = context
    this.#changed = changed
    this.#holder = new TransportHolder(context, 'send', stateChanged, (transport) => this.#prepare(transport))
  }

  async publish(options: PublishOptions, signal: AbortSignal | undefined): Promise<Publication> {
    this.#publishing += 1
    try {
      return await this.#start(options, signal)
    } finally {
      this.#publishing -= 1
    }
  }

  getStats(): Promise<RTCStatsReport | undefined> {
    return this.#holder.getStats()
  }

  /** By feed. */
  get tracks(): readonly TracksOf[] {
    return [...this.#holder.users].map(({ feedId, trackIds }) => ({ id: feedId, trackIds }))
  }

  /** Sets what is to be done against a weak network, once nothing else is being negotiated. */
  apply(plan: NetworkPlan, demands: ReadonlyMap<string, VideoDemand>): void {
    if (this.#publishing > 0) return
    this.#holder.setRepair(plan.uplinkRepair ?? 'usual')
    for (const sender of this.#holder.users) sender.apply(plan, demands.get(sender.feedId) ?? everythingWanted)
  }

  /** The server sends feedback on whatever we send, muted or not; not on what nobody wants. */
  get isExpecting(): boolean {
    return [...this.#holder.users].some((sender) => sender.goesToServer && sender.isWanted)
  }

  /** Everything that is published, for a path beside the server's. */
  get outgoing(): readonly OutgoingFeed[] {
    return [...this.#holder.users].map(({ outgoing }) => outgoing)
  }

  /** Another path carries these feeds; all others go to the server. */
  useOtherPath(paths: ReadonlyMap<string, OutgoingPath>): void {
    for (const sender of this.#senders.values()) sender.useOtherPath(paths.get(sender.feedId))
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

  /** The server has lost transports, and maybe feeds: sends everything anew. */
  rebuild(): void {
    this.#holder.rebuild()
  }

  /** The server knows nothing of these feeds any more: their end there is not the end of the publication. */
  forgetFeeds(isLost: (feedId: string) => boolean): void {
    for (const feedId of [...this.#senders.keys()].filter(isLost)) this.#senders.delete(feedId)
  }

  /** The server ended a feed of ours, or confirms that we did. */
  unpublished(feedId: string, reason: EndReason): void {
    this.#senders.get(feedId)?.end(reason)
  }

  close(reason: EndReason): void {
    for (const sender of new Set([...this.#senders.values(), ...this.#holder.users])) sender.end(reason)
    this.#holder.close()
  }

  async #start(options: PublishOptions, signal: AbortSignal | undefined): Promise<Publication> {
    const transport = await limited(this.#holder.obtain(), { signal })
    const sender = new FeedSender(this.#context, options, transport, {
      identified: (identified, previousFeedId) => this.#register(identified, previousFeedId),
      changed: () => this.#changed(),
      ended: (ended) => this.#unregister(ended),
    })
    await sender.start(signal)
    this.#holder.users.add(sender)
    this.#changed()
    return sender.publication
  }

  #prepare({ transport }: MediaTransport): void {
    transport.on('produce', ({ kind, rtpParameters, appData }, done, failed) => {
      // It is what FeedSender gave to `produce`.
      const { feedId, muted, red, replaces, signal } = appData as ProducerData
      const parameters = red ? sentAsRed(rtpParameters) : rtpParameters
      this.#context
        .request(
          'feed.addTrack',
          { feedId, transportId: transport.id, kind, rtpParameters: parameters, muted, ...(replaces && { replaces }) },
          { signal },
        )
        .then(
          ({ trackId }) => done({ id: trackId }),
          (error: unknown) => failed(asMrtcError(error, 'MEDIA_FAILED')),
        )
    })
  }

  #register(sender: FeedSender, previousFeedId: string | undefined): void {
    if (previousFeedId !== undefined) {
      this.#senders.delete(previousFeedId)
      this.publications.delete(previousFeedId)
    }
    this.#senders.set(sender.feedId, sender)
    this.publications.set(sender.feedId, sender.publication)
  }

  #unregister(sender: FeedSender): void {
    this.#holder.users.delete(sender)
    this.#senders.delete(sender.feedId)
    this.publications.delete(sender.feedId)
    this.#changed()
  }
}
