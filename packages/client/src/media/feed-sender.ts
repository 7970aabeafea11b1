import { defaultPublishBitrateBps, type EndReason, MrtcError, type TrackKind } from '@mrtc/protocol'
import type { types as ms } from 'mediasoup-client'
import { asMrtcError, hasCode } from '../errors.ts'
import { limited, throwIfAborted } from '../limited.ts'
import { serially } from '../serially.ts'
import { farewellTimeoutMs } from '../session/index.ts'
import {
  AudioTuning,
  everythingWanted,
  isLayerWanted,
  type NetworkPlan,
  type PictureSize,
  type TrackTuning,
  type VideoDemand,
  VideoTuning,
} from '../weak-network/index.ts'
import { audioCodecOptions, defaultVideoCodec, pickVideoCodec, videoCodecOptions, videoEncodings } from './encoding.ts'
import type { MediaContext, MediaTransport } from './media-transport.ts'
import type { OutgoingFeed, OutgoingPath } from './other-path.ts'
import { sizeOf } from './picture-size.ts'
import { Publication } from './publication.ts'
import type { DegradationPreference, MediaTracks, PublishOptions, VideoCodec } from './publish-options.ts'
import { isRedTrack, type RedMaker, RedWorker } from './red/index.ts'
import type { TransportUser } from './transport-holder.ts'

const defaultDegradation = 'maintain-framerate'
const trackKinds: readonly TrackKind[] = ['audio', 'video']

/** What `produce` hands to the transport's `produce` event. */
export type ProducerData = {
  readonly feedId: string
  readonly muted: boolean
  /** The payload is RED. */
  readonly red: boolean
  /** In place of a track that runs. */
  readonly replaces: boolean
  readonly signal?: AbortSignal
}

interface SentTrack {
  track: MediaStreamTrack
  muted: boolean
  producer: ms.Producer<ProducerData> | undefined
  /** Makes RED of audio, where that can be had. */
  red: RedMaker | undefined
  tuning: TrackTuning | undefined
}

interface Producing {
  readonly kind: TrackKind
  readonly sent: SentTrack
  readonly replaces?: boolean
  readonly signal?: AbortSignal | undefined
}

export interface FeedSenderListener {
  /** The feed got its id, or another one when the server did not know the first any more. */
  identified(sender: FeedSender, previousFeedId: string | undefined): void
  /** Another track, codec or bitrate, muted or not: what another path has to follow. */
  changed(): void
  ended(sender: FeedSender): void
}

/** Sends one feed: declares it and produces its tracks; produces them again, for the same feed, on another transport. */
export class FeedSender implements TransportUser {
  readonly publication: Publication
  readonly tag: string
  readonly #context: MediaContext
  #options: PublishOptions
  readonly #listener: FeedSenderListener
  readonly #tracks = new Map<TrackKind, SentTrack>()
  readonly #serially = serially()
  #transport: MediaTransport
  #feedId: string | undefined
  #demand = everythingWanted
  /** As the server was told. */
  #toldPicture: PictureSize | undefined
  #otherPath: OutgoingPath | undefined
  #closed = false

  /** @throws MrtcError PARAMETER_INVALID without a track that can be sent */
  constructor(context: MediaContext, options: PublishOptions, transport: MediaTransport, listener: FeedSenderListener) {
    this.#context = context
    this.#options = options
    this.#transport = transport
    this.#listener = listener
    this.tag = options.tag ?? ''
    for (const kind of trackKinds) {
      const track = options[kind]
      if (track === undefined) continue
      checkTrack(kind, track)
      this.#tracks.set(kind, {
        track,
        muted: options[`${kind}Muted`] ?? false,
        producer: undefined,
        red: undefined,
        tuning: undefined,
      })
    }
    if (this.#tracks.size === 0) {
      throw new MrtcError('PARAMETER_INVALID', 'A publication needs an audio or a video track.', { field: 'audio' })
    }
    this.publication = new Publication(this)
  }

  get transport(): MediaTransport {
    return this.#transport
  }

  get feedId(): string {
    return this.#feedId ?? ''
  }

  get source(): NonNullable<PublishOptions['source']> {
    return this.#options.source ?? 'camera'
  }

  get tracks(): MediaTracks {
    return Object.fromEntries([...this.#tracks].map(([kind, { track }]) => [kind, track]))
  }

  /** What another path than the server's is to carry. */
  get outgoing(): OutgoingFeed {
    const { codec = defaultVideoCodec, maxVideoBitrateBps = defaultPublishBitrateBps } = this.#options
    const { degradationPreference = defaultDegradation } = this.#options
    const tracks = [...this.#tracks].map(([kind, { track, muted }]) => ({ kind, track, muted }))
    return { feedId: this.feedId, tracks, codec, maxVideoBitrateBps, degradationPreference }
  }

  get goesToServer(): boolean {
    return this.#otherPath === undefined
  }

  /** Sends nothing to the server while another path carries it all; what stands there stays ready. */
  useOtherPath(path: OutgoingPath | undefined): void {
    this.#otherPath = path
    for (const sent of this.#tracks.values()) this.#applyPause(sent)
  }

  /** Publishes and waits for media to be connected; after a failure nothing is left of it. */
  async start(signal: AbortSignal | undefined): Promise<void> {
    try {
      await this.#transport.whileUsable(this.#publish(this.#transport, signal))
      await limited(this.#transport.connected(), { signal })
      if (this.#closed) throw new MrtcError('FEED_NOT_FOUND')
    } catch (error) {
      void this.#withdraw()
      this.#end()
      throw asMrtcError(error, 'MEDIA_FAILED')
    }
  }

  async move(transport: MediaTransport): Promise<void> {
    await this.#serially(async () => {
      if (this.#closed) return
      for (const producer of this.#producers()) producer.close()
      try {
        await this.#produceAll(transport, undefined)
        // A server that was restarted has forgotten it.
        this.#toldPicture = undefined
        this.#reportPicture()
      } catch (error) {
        if (!hasCode(error, 'FEED_NOT_FOUND') || this.#closed) throw error
        // The server that we came back to has lost the feed: it is another one then.
        await this.#publish(transport, undefined)
      }
      this.publication.emit('changed')
    })
  }

  fail(): void {
    this.end('mediaFailed')
    void this.#withdraw()
  }

  isMuted(kind: TrackKind): boolean {
    return this.#sent(kind).muted
  }

  setMuted(kind: TrackKind, muted: boolean): Promise<void> {
    return this.#serially(async () => {
      const sent = this.#sent(kind)
      if (this.#closed) throw new MrtcError('FEED_NOT_FOUND')
      if (sent.muted === muted) return
      // It takes effect here and now, whatever the network does; the others hear of it as soon as they can.
      this.#applyMuted(sent, muted)
      try {
        const waiting = { insist: true, timeoutMs: farewellTimeoutMs }
        await this.#context.request('feed.setMuted', { feedId: this.feedId, kind, muted }, waiting)
      } catch (error) {
        if (hasCode(error, 'REQUEST_TIMEOUT')) return
        this.#applyMuted(sent, !muted)
        throw error
      }
    })
  }

  replaceTrack(kind: TrackKind, track: MediaStreamTrack): Promise<void> {
    return this.#serially(async () => {
      const sent = this.#sent(kind)
      if (this.#closed) throw new MrtcError('FEED_NOT_FOUND')
      checkTrack(kind, track)
      try {
        sent.red?.follow(track)
        await sent.producer?.replaceTrack({ track })
      } catch (error) {
        throw asMrtcError(error, 'MEDIA_FAILED')
      }
      sent.track = track
      this.#listener.changed()
    })
  }

  /** Says that the feed shows something else. */
  setSource(source: NonNullable<PublishOptions['source']>): Promise<void> {
    return this.#serially(async () => {
      if (this.#closed) throw new MrtcError('FEED_NOT_FOUND')
      if (source === this.source) return
      await this.#context.request('feed.setSource', { feedId: this.feedId, source })
      this.#options = { ...this.#options, source }
    })
  }

  /** Encodes video with another codec: sends it beside the old one until the server has it. */
  changeVideoCodec(codec: VideoCodec): Promise<void> {
    return this.#serially(async () => {
      const sent = this.#sent('video')
      if (this.#closed) throw new MrtcError('FEED_NOT_FOUND')
      const before = this.#options
      if ((before.codec ?? defaultVideoCodec) === codec) return
      const old = sent.producer
      this.#options = { ...before, codec }
      try {
        await this.#produce(this.#transport, { kind: 'video', sent, replaces: true })
        old?.close()
        this.#listener.changed()
      } catch (error) {
        this.#options = before
        throw asMrtcError(error, 'MEDIA_FAILED')
      }
    })
  }

  setMaxVideoBitrate(bitrateBps: number): Promise<void> {
    return this.#serially(async () => {
      const { tuning } = this.#sent('video')
      this.#options = { ...this.#options, maxVideoBitrateBps: bitrateBps }
      if (tuning instanceof VideoTuning) await tuning.publish(bitrateBps)
      this.#listener.changed()
    })
  }

  setDegradationPreference(preference: DegradationPreference): Promise<void> {
    return this.#serially(async () => {
      const { producer } = this.#sent('video')
      if (this.#closed) throw new MrtcError('FEED_NOT_FOUND')
      this.#options = { ...this.#options, degradationPreference: preference }
      await this.#preferDegradation(producer?.rtpSender)
      this.#listener.changed()
    })
  }

  /** Whether anything is sent at all: sound always, video while somebody watches. */
  get isWanted(): boolean {
    return this.#tracks.has('audio') || this.isVideoWanted
  }

  get trackIds(): readonly string[] {
    return [...this.#producers()].flatMap(({ track }) => track?.id ?? [])
  }

  get isVideoWanted(): boolean {
    return isLayerWanted(this.#demand, 0)
  }

  /** Does what the plan says against a weak network, and sends what is wanted. Who does so already does nothing. */
  apply(plan: NetworkPlan, demand: VideoDemand): void {
    const before = this.#demand
    this.#demand = demand
    this.#reportPicture()
    const { maxSpatialLayer } = demand
    if (maxSpatialLayer !== before.maxSpatialLayer) this.publication.emit('wantedLayerChanged', maxSpatialLayer)
    void this.#serially(async () => {
      for (const { tuning, producer } of this.#tracks.values()) {
        if (this.#closed || producer === undefined || producer.closed) continue
        await tuning?.apply(plan, demand)
      }
    }).catch((error: unknown) => this.#context.log.debug('a track could not be tuned to the network', { error }))
  }

  getStats(): Promise<RTCStatsReport[]> {
    if (this.#otherPath !== undefined) return this.#otherPath.getStats()
    return Promise.all([...this.#producers()].map((producer) => producer.getStats()))
  }

  /** Unpublishes. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.end('unpublished')
    await this.#withdraw()
  }

  /** Ends here; what the server knows of it is not touched. */
  end(reason: EndReason): void {
    if (this.#closed) return
    this.#end()
    this.publication.emit('closed', reason)
  }

  #end(): void {
    this.#closed = true
    for (const producer of this.#producers()) producer.close()
    for (const { red } of this.#tracks.values()) red?.close()
    this.#listener.ended(this)
  }

  async #publish(transport: MediaTransport, signal: AbortSignal | undefined): Promise<void> {
    const { request } = this.#context
    const kinds = [...this.#tracks.keys()]
    const previous = this.#feedId
    const { feedId } = await request(
      'feed.publish',
      { tag: this.tag, source: this.source, kinds },
      { signal, onLate: (late) => void this.#unpublish(late.feedId) },
    )
    this.#feedId = feedId
    this.#listener.identified(this, previous)
    this.#toldPicture = undefined
    this.#reportPicture()
    await this.#produceAll(transport, signal)
  }

  /** When it is another one than before; of tracks that know it. */
  #reportPicture(): void {
    const { widthPx, heightPx } = sizeOf(this.#tracks.get('video')?.track)
    if (this.#closed || this.#feedId === undefined) return
    if (widthPx === (this.#toldPicture?.widthPx ?? 0) && heightPx === (this.#toldPicture?.heightPx ?? 0)) return
    this.#toldPicture = { widthPx, heightPx }
    this.#context
      .request('feed.reportPicture', { feedId: this.#feedId, widthPx, heightPx })
      .catch((error: unknown) => this.#context.log.debug('the size of a picture could not be reported', { error }))
  }

  async #produceAll(transport: MediaTransport, signal: AbortSignal | undefined): Promise<void> {
    for (const [kind, sent] of this.#tracks) {
      throwIfAborted(signal)
      await this.#produce(transport, { kind, sent, signal })
    }
    this.#transport = transport
  }

  async #produce(over: MediaTransport, { kind, sent, replaces = false, signal }: Producing): Promise<void> {
    const { transport, device } = over
    const { track, muted } = sent
    const options = this.#options
    if (!device.canProduce(kind)) throw new MrtcError('CODEC_UNSUPPORTED', undefined, { field: kind })
    if (kind === 'audio') await this.#prepareRed(sent)
    const { red } = sent
    const appData: ProducerData = {
      feedId: this.feedId,
      muted,
      red: red !== undefined,
      replaces,
      ...(signal === undefined ? {} : { signal }),
    }
    const producer = await transport.produce<ProducerData>({
      track,
      streamId: this.feedId,
      // The tracks are the caller's: they may be shown elsewhere, and live on after us.
      stopTracks: false,
      disableTrackOnPause: false,
      zeroRtpOnPause: true,
      appData,
      ...(kind === 'audio'
        ? {
            codecOptions: audioCodecOptions,
            ...(red instanceof RedWorker
              ? { onRtpSender: (sender: RTCRtpSender) => this.#wrapAsRed(red, sender) }
              : {}),
          }
        : {
            codec: pickVideoCodec(device.sendRtpCapabilities, options.codec),
            codecOptions: videoCodecOptions(options),
            encodings: videoEncodings(options, widthOf(track)),
          }),
    })
    if (this.#closed) return producer.close()
    producer.on('trackended', () => this.publication.emit('trackEnded', kind))
    sent.producer = producer
    sent.tuning = kind === 'audio' ? new AudioTuning(producer, red) : new VideoTuning(producer, over.bitrateFloor)
    this.#applyPause(sent)
    if (kind === 'video') await this.#preferDegradation(producer.rtpSender)
  }

  async #prepareRed(sent: SentTrack): Promise<void> {
    const { red, repairs, clock, log } = this.#context
    sent.red?.close()
    if (red === undefined || !repairs) sent.red = undefined
    else if (isRedTrack(sent.track)) sent.red = sent.track.makeRed(red.opusPayloadType)
    else sent.red = await RedWorker.start({ clock, log })
    if (this.#closed) sent.red?.close()
  }

  #wrapAsRed(worker: RedWorker, sender: RTCRtpSender): void {
    const { red } = this.#context
    if (red !== undefined) worker.attach(sender, { direction: 'send', opusPayloadType: red.opusPayloadType })
  }

  /** Not every platform knows it, and nothing fails without it. */
  async #preferDegradation(sender: RTCRtpSender | undefined): Promise<void> {
    const degradationPreference = this.#options.degradationPreference ?? defaultDegradation
    try {
      await sender?.setParameters({ ...sender.getParameters(), degradationPreference })
    } catch (error) {
      this.#context.log.debug('degradationPreference is not supported', { error })
    }
  }

  #applyMuted(sent: SentTrack, muted: boolean): void {
    sent.muted = muted
    this.#applyPause(sent)
    this.#listener.changed()
  }

  #applyPause({ muted, producer }: SentTrack): void {
    if (muted || this.#otherPath !== undefined) producer?.pause()
    else producer?.resume()
  }

  async #withdraw(): Promise<void> {
    if (this.#feedId !== undefined) await this.#unpublish(this.#feedId)
  }

  /** Best effort: an error means that the feed is gone with the room, the session, or by itself. */
  async #unpublish(feedId: string): Promise<void> {
    const { request, log } = this.#context
    try {
      await request('feed.unpublish', { feedId }, { insist: true, timeoutMs: farewellTimeoutMs })
    } catch (error) {
      log.debug('feed was not there to unpublish', { feedId, error })
    }
  }

  #sent(kind: TrackKind): SentTrack {
    const sent = this.#tracks.get(kind)
    if (sent === undefined) {
      throw new MrtcError('PARAMETER_INVALID', `This publication has no ${kind}.`, { field: 'kind' })
    }
    return sent
  }

  *#producers(): Generator<ms.Producer<ProducerData>> {
    for (const { producer } of this.#tracks.values()) if (producer !== undefined && !producer.closed) yield producer
  }
}

function checkTrack(kind: TrackKind, track: MediaStreamTrack): void {
  if (track.kind !== kind) {
    throw new MrtcError('PARAMETER_INVALID', `This is not a track of ${kind}.`, { field: kind })
  }
  if (track.readyState === 'ended') {
    throw new MrtcError('PARAMETER_INVALID', `The ${kind} track has ended: capture a new one.`, { field: kind })
  }
}

function widthOf(track: MediaStreamTrack): number | undefined {
  return sizeOf(track).widthPx || undefined
}
