import {
  type EndReason,
  type Feed,
  MrtcError,
  type RequestParams,
  type RequestResult,
  type SubscribedTrack,
  type TrackKind,
} from '@mrtc/protocol'
import type { types as ms } from 'mediasoup-client'
import { asMrtcError, hasCode } from '../errors.ts'
import { limited } from '../limited.ts'
import { serially } from '../serially.ts'
import { farewellTimeoutMs, type RequestOptions } from '../session/index.ts'
import type { LossCount, NetworkPlan, TrackLoss, TrackPicture } from '../weak-network/index.ts'
import type { MediaContext, MediaTransport } from './media-transport.ts'
import type { IncomingPath } from './other-path.ts'
import { sizeOf } from './picture-size.ts'
import type { MediaTracks } from './publish-options.ts'
import { RedReception } from './red/index.ts'
import { type LayerChoice, Subscription } from './subscription.ts'
import type { TransportUser } from './transport-holder.ts'

/** Redundancy repairs sound sooner than pictures are retransmitted: it need not wait as long as they. */
const audioBufferMaxMs = 200

export interface FeedReceiverOptions {
  readonly feed: Feed
  readonly kinds: readonly TrackKind[]
  readonly transport: MediaTransport
  /** What it wants of the feed, or the feed itself, is another than before. */
  readonly onChanged: () => void
  /** It ended, for whatever reason. */
  readonly onEnded: (receiver: FeedReceiver) => void
}

interface Consuming {
  readonly over: MediaTransport
  readonly reception: RedReception
  readonly tracks: readonly SubscribedTrack[]
}

/**
 * Receives one feed: subscribes and consumes its tracks; attaches the same subscription again when our transport or the
 * publisher's is replaced.
 */
export class FeedReceiver implements TransportUser {
  readonly subscription: Subscription
  readonly #context: MediaContext
  readonly #kinds: readonly TrackKind[]
  readonly #onChanged: () => void
  readonly #onEnded: (receiver: FeedReceiver) => void
  readonly #consumers = new Map<TrackKind, ms.Consumer>()
  readonly #serially = serially()
  #feed: Feed
  #transport: MediaTransport
  #subscriptionId: string | undefined
  /** As the server was told. */
  #toldPicture: TrackPicture | undefined
  /** Undefined until somebody chose. */
  #layers: LayerChoice | undefined
  /** What the server answers next has the feed's present tracks. */
  #asking = false
  #reception: RedReception | undefined
  /** Brings it instead of the server. */
  #otherPath: IncomingPath | undefined
  #closed = false

  constructor(context: MediaContext, { feed, kinds, transport, onChanged, onEnded }: FeedReceiverOptions) {
    this.#context = context
    this.#feed = feed
    this.#kinds = kinds
    this.#transport = transport
    this.#onChanged = onChanged
    this.#onEnded = onEnded
    this.subscription = new Subscription(this)
  }

  get transport(): MediaTransport {
    return this.#transport
  }

  get feed(): Feed {
    return this.#feed
  }

  get subscriptionId(): string {
    return this.#subscriptionId ?? ''
  }

  get tracks(): MediaTracks {
    const fromServer = Object.fromEntries([...this.#consumers].map(([kind, { track }]) => [kind, track]))
    return { ...fromServer, ...this.#otherPath?.tracks }
  }

  get trackIds(): readonly string[] {
    return Object.values(this.tracks).map(({ id }) => id)
  }

  /** What another path is to bring of it. */
  get wanted(): { readonly feedId: string; readonly kinds: readonly TrackKind[]; readonly isVideoPaused: boolean } {
    return { feedId: this.#feed.feedId, kinds: this.#kinds, isVideoPaused: this.#layers === null }
  }

  get comesFromServer(): boolean {
    return this.#otherPath === undefined
  }

  /** Another path brings it from now on, or the server again. */
  useOtherPath(path: IncomingPath | undefined): void {
    const before = this.tracks
    this.#otherPath = path
    const { audio, video } = this.tracks
    if (audio !== before.audio || video !== before.video) this.subscription.emit('changed')
  }

  /** Whether it is sent and we want it: paused video is not sent to us. */
  get isExpecting(): boolean {
    return this.#feed.tracks.some(({ kind, muted }) => !muted && (kind === 'audio' || this.#layers !== null))
  }

  /** Subscribes and waits for media to be connected; after a failure nothing is left of it. */
  async start(signal: AbortSignal | undefined): Promise<void> {
    try {
      await this.#transport.whileUsable(this.#subscribe(this.#transport, signal))
      // The publisher may be without media just now: its tracks come with `changed`, and with them the connection.
      if (this.#consumers.size > 0) await limited(this.#transport.connected(), { signal })
      if (this.#closed) throw new MrtcError('FEED_NOT_FOUND')
    } catch (error) {
      void this.#withdraw()
      this.#end()
      throw asMrtcError(error, 'MEDIA_FAILED')
    }
  }

  async move(transport: MediaTransport): Promise<void> {
    await this.#serially(() => this.#attach(transport))
  }

  /** The publisher sends the feed anew: what we receive of it has ended. */
  renew(): void {
    // An answer under way has the new tracks in it; on a lost transport, `move` is about to ask.
    if (this.#asking || this.#transport.closed) return
    this.#serially(() => this.#attach(this.#transport)).catch((error: unknown) => {
      this.#context.log.warn('the new tracks of a feed could not be received', { feedId: this.#feed.feedId, error })
      if (hasCode(error, 'REQUEST_TIMEOUT')) this.renew()
    })
  }

  fail(): void {
    this.end('mediaFailed')
    void this.#withdraw()
  }

  /** The feed itself changed, for example a track was muted. */
  update(feed: Feed): void {
    this.#feed = feed
    this.#onChanged()
    this.subscription.emit('changed')
  }

  videoHeldChanged(isHeld: boolean): void {
    this.subscription.emit('videoHeldChanged', isHeld)
  }

  setLayers(layers: LayerChoice): Promise<void> {
    return this.#serially(async () => {
      if (this.#closed) throw new MrtcError('SUBSCRIPTION_NOT_FOUND')
      await this.#sendLayers(layers)
      this.#layers = layers
      this.#onChanged()
    })
  }

  /** Does against a weak network what the plan says. Who does so already does nothing. */
  apply({ jitterBufferTargetMs }: NetworkPlan): void {
    const fromServer = [...this.#consumers.values()].map(({ rtpReceiver }) => rtpReceiver)
    for (const rtpReceiver of [...fromServer, ...(this.#otherPath?.receivers ?? [])]) {
      if (rtpReceiver === undefined || !('jitterBufferTarget' in rtpReceiver)) continue
      const limitMs = rtpReceiver.track.kind === 'audio' ? audioBufferMaxMs : jitterBufferTargetMs
      const targetMs = jitterBufferTargetMs === undefined ? null : Math.min(jitterBufferTargetMs, limitMs ?? 0)
      if (rtpReceiver.jitterBufferTarget !== targetMs) rtpReceiver.jitterBufferTarget = targetMs
    }
  }

  /** Of what is ours among the tracks. */
  lossOf(losses: readonly TrackLoss[]): LossCount {
    const tracks = new Set([...this.#consumers.values()].map(({ track }) => track.id))
    const own = losses.filter(({ trackId }) => tracks.has(trackId))
    return {
      subscriptionId: this.subscriptionId,
      packets: own.reduce((total, { packets }) => total + packets, 0),
      lostPackets: own.reduce((total, { lostPackets }) => total + lostPackets, 0),
    }
  }

  /** Tells the server how large our picture is, when it is another size than before. */
  reportPicture(pictures: readonly TrackPicture[]): void {
    const track = this.#consumers.get('video')?.track
    if (this.#closed || this.#subscriptionId === undefined || track === undefined) return
    const picture = pictures.find(({ trackId }) => trackId === track.id) ?? { trackId: track.id, ...sizeOf(track) }
    const { widthPx, heightPx } = picture
    // Nothing of it has arrived yet.
    if (widthPx === 0 || heightPx === 0) return
    if (widthPx === this.#toldPicture?.widthPx && heightPx === this.#toldPicture.heightPx) return
    this.#toldPicture = picture
    this.#context
      .request('subscription.reportPicture', { subscriptionId: this.#subscriptionId, widthPx, heightPx })
      .catch((error: unknown) => this.#context.log.debug('the size of a picture could not be reported', { error }))
  }

  getStats(): Promise<RTCStatsReport[]> {
    if (this.#otherPath !== undefined) {
      return Promise.all(this.#otherPath.receivers.map((receiver) => receiver.getStats()))
    }
    const consumers = [...this.#consumers.values()].filter((consumer) => !consumer.closed)
    return Promise.all(consumers.map((consumer) => consumer.getStats()))
  }

  /** Unsubscribes. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.end('unsubscribed')
    await this.#withdraw()
  }

  /** Ends here; what the server knows of it is not touched. */
  end(reason: EndReason): void {
    if (this.#closed) return
    this.#end()
    this.subscription.emit('closed', reason)
  }

  #end(): void {
    this.#closed = true
    for (const consumer of this.#consumers.values()) consumer.close()
    this.#reception?.close()
    this.#onEnded(this)
  }

  async #subscribe(transport: MediaTransport, signal: AbortSignal | undefined): Promise<void> {
    const { feedId } = this.#feed
    const reception = await this.#prepareReception(transport)
    const { subscriptionId, tracks } = await this.#ask(
      'feed.subscribe',
      {
        feedId,
        transportId: transport.id,
        kinds: [...this.#kinds],
        rtpCapabilities: reception.capabilities,
      },
      { signal, onLate: (late) => void this.#unsubscribe(late.subscriptionId) },
    )
    this.#subscriptionId = subscriptionId
    this.#toldPicture = undefined
    await this.#consume({ over: transport, reception, tracks })
    await this.#context.request('subscription.start', { subscriptionId }, { signal })
  }

  async #prepareReception({ device }: MediaTransport): Promise<RedReception> {
    this.#reception?.close()
    const reception = await RedReception.prepare(this.#context, device)
    this.#reception = reception
    if (this.#closed) reception.close()
    return reception
  }

  async #attach(transport: MediaTransport): Promise<void> {
    if (this.#closed) return
    for (const consumer of this.#consumers.values()) consumer.close()
    this.#consumers.clear()
    const { subscriptionId } = this
    const reception = await this.#prepareReception(transport)
    const rtpCapabilities = reception.capabilities
    try {
      const attaching = { subscriptionId, transportId: transport.id, rtpCapabilities }
      const { tracks } = await this.#ask('subscription.attach', attaching, {})
      // Nor does it know how large the picture is.
      this.#toldPicture = undefined
      await this.#consume({ over: transport, reception, tracks })
      // A server that was restarted has forgotten what was chosen. Both go out at once.
      const chosen = this.#layers === undefined ? undefined : this.#sendLayers(this.#layers)
      await Promise.all([chosen, this.#context.request('subscription.start', { subscriptionId })])
    } catch (error) {
      if (!hasCode(error, 'SUBSCRIPTION_NOT_FOUND') || this.#closed) throw error
      // The server that we came back to has lost the subscription: it is another one then.
      await this.#subscribe(transport, undefined)
      if (this.#layers !== undefined) await this.#sendLayers(this.#layers)
    }
    this.subscription.emit('changed')
  }

  async #ask<N extends 'feed.subscribe' | 'subscription.attach'>(
    name: N,
    params: RequestParams<N>,
    options: RequestOptions<N>,
  ): Promise<RequestResult<N>> {
    this.#asking = true
    try {
      return await this.#context.request(name, params, {
        ...options,
        // At once: an event behind the answer is news again.
        onResult: () => {
          this.#asking = false
        },
      })
    } finally {
      this.#asking = false
    }
  }

  async #consume({ over, reception, tracks }: Consuming): Promise<void> {
    const { feedId } = this.#feed
    await Promise.all(
      tracks.map(async ({ trackId, kind, rtpParameters }) => {
        const consumer = await over.transport.consume({
          id: trackId,
          // The server does not tell whose track it is one by one, and only people would read it.
          producerId: `${feedId}/${kind}`,
          kind,
          ...reception.receivedAs(rtpParameters),
          // One stream id for both tracks keeps lips and voice together.
          streamId: feedId,
        })
        if (this.#closed) consumer.close()
        else this.#consumers.set(kind, consumer)
      }),
    )
    this.#transport = over
  }

  async #sendLayers(layers: LayerChoice): Promise<void> {
    await this.#context.request('subscription.setLayers', { subscriptionId: this.subscriptionId, layers })
  }

  async #withdraw(): Promise<void> {
    if (this.#subscriptionId !== undefined) await this.#unsubscribe(this.#subscriptionId)
  }

  /** Best effort: an error means that the subscription is gone with the room, the session, or by itself. */
  async #unsubscribe(subscriptionId: string): Promise<void> {
    const { request, log } = this.#context
    try {
      await request('feed.unsubscribe', { subscriptionId }, { insist: true, timeoutMs: farewellTimeoutMs })
    } catch (error) {
      log.debug('subscription was not there to end', { subscriptionId, error })
    }
  }
}
