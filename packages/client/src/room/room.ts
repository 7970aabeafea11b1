import {
  type ActiveRecording,
  type AnyEvent,
  type Feed,
  MrtcError,
  type Participant,
  type QualityReport,
  type RequestParams,
  type RequestResult,
  type TrackKind,
  type VodSource,
} from '@mrtc/protocol'
import type { Clock } from '../clock.ts'
import type { ConnectionState } from '../connection-state.ts'
import { DirectMedia, type RouteView } from '../direct/index.ts'
import { Emitter } from '../emitter.ts'
import { hasCode } from '../errors.ts'
import { type FileUpload, RoomFiles, type SendFileOptions } from '../files/index.ts'
import { asRtcIceServers, type IceOptions } from '../ice-servers.ts'
import { sleep } from '../limited.ts'
import type { Logger } from '../logger.ts'
import {
  type CreateDevice,
  deviceLoader,
  type MediaContext,
  MediaPath,
  type Publication,
  type PublishOptions,
  RecvMedia,
  redCodecsOf,
  SendMedia,
  type Subscription,
} from '../media/index.ts'
import { type EnduringSession, farewellTimeoutMs, type RequestFunction, type RequestOptions } from '../session/index.ts'
import { type NetworkView, WeakNetwork } from '../weak-network/index.ts'
import type { RoomCloseReason, RoomEvents } from './room-events.ts'
import { type CommandOptions, RoomMessages, type SendOptions } from './room-messages.ts'
import { type RoomChange, RoomMirror, type VersionedEvent } from './room-mirror.ts'
import { type PlayFileOptions, RoomPlaybacks } from './room-playbacks.ts'
import { RoomRecordings } from './room-recordings.ts'
import type { CommandOutcome } from './sent-commands.ts'

/** Wait before the state is asked for again after the server could not give it. */
const syncRetryMs = 1_000

/**
 * Enters the room again, in a session that took the place of the one before.
 * @internal
 */
export type Reenter = (
  request: RequestFunction,
  options: RequestOptions<'room.join'>,
) => Promise<RequestResult<'room.join'>>

/** @internal */
export interface RoomOptions {
  readonly session: EnduringSession
  readonly reenter: Reenter
  /** Where the server is found by HTTP, without a slash at its end. */
  readonly httpUrl: string
  /** The server's answer to `room.create` or `room.join`. */
  readonly entered: RequestResult<'room.join'>
  readonly localUid: string
  readonly createDevice: CreateDevice
  readonly ice: IceOptions
  /** @default 'on' */
  readonly repair?: 'on' | 'off'
  readonly clock: Clock
  readonly log: Logger
}

/** Events are applied as they come; or the whole state was asked for. */
type Mirroring = 'live' | 'syncing'

/** A room that we are in. `CallClient` gives it. */
export class Room extends Emitter<RoomEvents> {
  /** What others need to join, with `rtoken`. */
  readonly roomId: string
  /** The token that others need to join. */
  readonly rtoken: string
  /** Who we are in it. */
  readonly localUid: string
  /** Who made it, and may kick. */
  readonly creatorUid: string
  readonly recordings: RoomRecordings
  readonly #playbacks: RoomPlaybacks
  readonly #session: EnduringSession
  readonly #reenter: Reenter
  readonly #mirror: RoomMirror
  readonly #send: SendMedia
  readonly #recv: RecvMedia
  readonly #path: MediaPath
  readonly #direct: DirectMedia
  readonly #weakNetwork: WeakNetwork | undefined
  readonly #messages: RoomMessages
  readonly #files: RoomFiles
  readonly #ice: IceOptions
  readonly #clock: Clock
  readonly #log: Logger
  readonly #closing = new AbortController()
  readonly #offs: readonly (() => void)[]
  #mirroring: Mirroring = 'live'

  /** @internal */
  constructor({
    session,
    reenter,
    httpUrl,
    entered,
    localUid,
    createDevice,
    ice,
    repair = 'on',
    clock,
    log,
  }: RoomOptions) {
    super()
    this.roomId = entered.state.roomId
    this.rtoken = entered.rtoken
    this.localUid = localUid
    this.creatorUid = entered.state.creatorUid
    this.#session = session
    const request: RequestFunction = async (name, params, options) => {
      this.#assertIn()
      return session.request(name, params, options)
    }
    this.recordings = new RoomRecordings(this.roomId, request)
    this.#playbacks = new RoomPlaybacks(request, (ended) => this.emit('playbackEnded', ended))
    this.#reenter = reenter
    this.#ice = ice
    this.#clock = clock
    this.#log = log
    this.#mirror = new RoomMirror(entered.state)
    this.#files = new RoomFiles({
      request: (name, params, options) => session.request(name, params, options),
      httpUrl,
      clock,
      log,
    })
    this.#messages = new RoomMessages({
      request: (name, params, options) => session.request(name, params, options),
      events: this,
      files: this.#files,
      clock,
      log,
    })
    const context: MediaContext = {
      request: (name, params, options) => session.request(name, params, options),
      device: deviceLoader(createDevice, entered.rtpCapabilities),
      red: redCodecsOf(entered.rtpCapabilities),
      ice,
      repairs: repair === 'on',
      clock,
      log,
    }
    const mediaChanged = () => this.#direct?.mediaChanged()
    this.#send = new SendMedia(
      context,
      (state) => this.emit('mediaStateChanged', { direction: 'send', state }),
      mediaChanged,
    )
    this.#recv = new RecvMedia(
      context,
      (state) => this.emit('mediaStateChanged', { direction: 'recv', state }),
      mediaChanged,
    )
    this.#direct = this.#createDirect()
    this.#path = new MediaPath({
      directions: [this.#send, this.#recv],
      moveSocket: () => session.reconnectNow(),
      reached: () => {
        if (session.state.state === 'resuming') session.reconnectNow()
      },
      clock,
      log,
    })
    this.#weakNetwork = repair === 'on' ? this.#watchNetwork() : undefined
    this.#offs = [
      session.on('eventReceived', (event) => this.#receive(event)),
      session.on('resyncNeeded', () => this.#sync()),
      session.on('resumed', () => this.#path.resumed()),
      session.on('stateChanged', (state) => this.#follow(state)),
      () => {
        session.resumption = undefined
      },
    ]
    session.resumption = (request) => this.#comeBack(request)
    this.#direct.participantsChanged()
  }

  /** Everyone, also ourselves, by uid. */
  get participants(): ReadonlyMap<string, Participant> {
    return this.#mirror.participants
  }

  /** Everyone's published feeds, also our own, by feed id. */
  get feeds(): ReadonlyMap<string, Feed> {
    return this.#mirror.feeds
  }

  /** What we publish, by feed id. */
  get publications(): ReadonlyMap<string, Publication> {
    return this.#send.publications
  }

  /** What we receive, by feed id. */
  get subscriptions(): ReadonlyMap<string, Subscription> {
    return this.#recv.subscriptions
  }

  /** How the network is and what is done against it; undefined with `repair: 'off'`. */
  get network(): NetworkView | undefined {
    return this.#weakNetwork?.view
  }

  /** How the other's media comes to us: over the server, unless `direct` was asked for and can be had. */
  get route(): RouteView {
    return this.#direct.route
  }

  /** Whether we are out of it. */
  get closed(): boolean {
    return this.#closing.signal.aborted
  }

  /**
   * Publishes tracks as one feed. Resolves when media is connected.
   * @throws MrtcError PARAMETER_INVALID, CODEC_UNSUPPORTED, FEED_LIMIT, MEDIA_TIMEOUT, MEDIA_FAILED, MEDIA_UNAVAILABLE,
   * TURN_UNAUTHORIZED and TURN_UNREACHABLE with `iceTransportPolicy: 'relay'`, NOT_IN_ROOM, REQUEST_ABORTED, ...
   */
  async publish(options: PublishOptions, { signal }: { signal?: AbortSignal } = {}): Promise<Publication> {
    this.#assertIn()
    return this.#send.publish(options, signal)
  }

  /**
   * Receives a feed. Resolves when media is connected.
   * @throws MrtcError FEED_NOT_FOUND, ALREADY_SUBSCRIBED, PARAMETER_INVALID, CODEC_UNSUPPORTED, SUBSCRIPTION_LIMIT,
   * MEDIA_TIMEOUT, MEDIA_FAILED, NOT_IN_ROOM, REQUEST_ABORTED, ...
   */
  async subscribe(
    feedId: string,
    options: { kinds?: readonly TrackKind[]; signal?: AbortSignal } = {},
  ): Promise<Subscription> {
    this.#assertIn()
    const feed = this.#mirror.feeds.get(feedId)
    if (feed === undefined) throw new MrtcError('FEED_NOT_FOUND')
    return this.#recv.subscribe(feed, options)
  }

  /**
   * Sends a text to `to`, or to everyone else. `textDelivered` tells who got it.
   * @throws MrtcError PARAMETER_INVALID, NOT_IN_ROOM, PARTICIPANT_NOT_FOUND, REQUEST_ABORTED
   */
  async sendText(text: string, options: SendOptions = {}): Promise<{ messageId: string; recipients: string[] }> {
    this.#assertIn()
    return this.#messages.sendText(text, options)
  }

  /**
   * Sends a command, which means something to the application alone, to `to` or to everyone else: once, in order with
   * our other messages, also to who is reconnecting. Resolves when each receiver has acknowledged it, left, or had
   * `timeoutMs` to; what became of it stands in the order of the receivers.
   * @param name up to 64 characters
   * @param payload what JSON can carry, up to 16 KiB; `commandReceived` brings it
   * @throws MrtcError PARAMETER_INVALID, PARTICIPANT_NOT_FOUND, NOT_IN_ROOM, RATE_LIMITED, REQUEST_ABORTED;
   * REQUEST_TIMEOUT when the server did not answer in time: it may arrive all the same
   */
  async sendCommand(name: string, payload: unknown, options: CommandOptions = {}): Promise<CommandOutcome[]> {
    this.#assertIn()
    return this.#messages.sendCommand(name, payload, options)
  }

  /**
   * Sends a file to `to`, or to everyone else; `fileReceived` gives them where to fetch it. It goes on by itself when the
   * network was away, and where it was when the same `File` is sent again after the page was loaded anew. How far it is
   * and how to pause or cancel it is up to the {@link FileUpload}.
   * @throws MrtcError NOT_IN_ROOM; what becomes of the file is told by `finished`
   */
  sendFile(file: Blob, options: SendFileOptions = {}): FileUpload {
    this.#assertIn()
    return this.#files.send(file, options)
  }

  /** Takes a file of ours back: nobody can fetch it any more. @throws MrtcError FILE_NOT_FOUND when it is gone already */
  async withdrawFile(fileId: string): Promise<void> {
    await this.#session.request('file.withdraw', { fileId })
  }

  /**
   * Asks somebody who is connected, and in no room, to join this one; `inviteReplied` tells what became of it.
   * @param extra for the application @throws MrtcError PARAMETER_INVALID, INVITE_LIMIT, NOT_IN_ROOM, FEATURE_UNAVAILABLE
   */
  async invite(
    invitee: string,
    { extra = '', channel, signal }: { extra?: string; channel?: 'web' | 'alipay'; signal?: AbortSignal } = {},
  ): Promise<void> {
    this.#assertIn()
    const params = { invitee, extra, ...(channel === undefined ? {} : { channel }) }
    await this.#session.request('invite.send', params, { signal })
  }

  /** Tells one participant what it takes to connect with us directly. @throws MrtcError PARTICIPANT_NOT_FOUND, NOT_IN_ROOM */
  async signalPeer(to: string, signal: object, options: { signal?: AbortSignal } = {}): Promise<void> {
    this.#assertIn()
    await this.#session.request('peer.signal', { to, signal }, options)
  }

  /** A connection to another page, with the ICE servers of this room. @throws MrtcError NOT_IN_ROOM, REQUEST_TIMEOUT */
  async createPeerConnection(): Promise<RTCPeerConnection> {
    this.#assertIn()
    const { iceServers, iceTransportPolicy } = this.#ice
    const servers = iceServers ?? (await this.#session.request('ice.servers', {})).iceServers
    return new RTCPeerConnection({
      iceServers: asRtcIceServers(servers),
      iceTransportPolicy,
      bundlePolicy: 'max-bundle',
    })
  }

  /**
   * Has the server play a file into the room, for everyone including ourselves: it is a participant with `userType` 101
   * whose uid is `vodId`, and publishes a feed. Fulfilled when it plays; `playbackEnded` tells when it is over, at the
   * latest when we leave.
   * @param source an address (http, https) that the server fetches, or a file that was sent in the room
   * @throws MrtcError VOD_UNREACHABLE, VOD_UNPLAYABLE, VOD_LIMIT, VOD_UNAVAILABLE, FILE_NOT_FOUND, FILE_TOO_LARGE,
   * REQUEST_TIMEOUT when it does not play in time, PARAMETER_INVALID for addresses that the server does not fetch from
   */
  async playFile(source: VodSource, options?: PlayFileOptions): Promise<{ vodId: string }> {
    return this.#playbacks.play(source, options)
  }

  /** Ends a file that plays, whoever started it. @throws MrtcError VOD_NOT_FOUND, NOT_IN_ROOM */
  async stopFile(vodId: string): Promise<void> {
    await this.#playbacks.stop(vodId)
  }

  /** Takes an invitation back. @throws MrtcError INVITE_NOT_FOUND when it has a reply already */
  async cancelInvite(invitee: string, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
    this.#assertIn()
    await this.#session.request('invite.cancel', { invitee }, { signal })
  }

  /** Removes somebody. @throws MrtcError NOT_PERMITTED unless we created the room, PARTICIPANT_NOT_FOUND */
  async kick(uid: string, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
    this.#assertIn()
    await this.#session.request('room.kick', { uid }, { signal })
  }

  /**
   * The machine is on another network: media is to go that way, too.
   * @internal the client calls it
   */
  networkChanged(): void {
    this.#path.networkChanged()
    this.#direct.networkChanged()
  }

  /** Leaves; we are out at once, whether or not the server can be told. Idempotent. */
  async leave(): Promise<void> {
    if (this.closed) return
    const told = this.#session.request('room.leave', {}, { insist: true, timeoutMs: farewellTimeoutMs })
    this.#close('left')
    try {
      await told
    } catch (error) {
      // Told later, when the session resumes; or the session is over, and our stay with it.
      this.#log.debug('the server could not be told that we left', { error })
    }
  }

  #watchNetwork(): WeakNetwork {
    return new WeakNetwork({
      // Read where media runs; what is set is set on both ways.
      send: {
        getStats: async () => this.#direct.stats ?? this.#send.getStats(),
        tracks: () => this.#send.tracks,
        apply: (plan, limits) => this.#send.apply(plan, limits),
      },
      recv: {
        getStats: async () => this.#direct.stats ?? this.#recv.getStats(),
        tracks: () => this.#recv.tracks,
        apply: (plan) => this.#recv.apply(plan),
        lossesBySubscription: (losses) => this.#recv.lossesBySubscription(losses),
        reportPictures: (pictures) => this.#recv.reportPictures(pictures),
      },
      report: (report) => void this.#reportLoss(report),
      decided: (decision) => this.emit('weakNetworkDecided', decision),
      measured: (quality) => void this.#reportQuality(quality),
      clock: this.#clock,
      log: this.#log,
    })
  }

  #createDirect(): DirectMedia {
    const { localUid } = this
    const mirror = this.#mirror
    return new DirectMedia({
      room: {
        localUid,
        participants: mirror.participants,
        isRecorded: () => this.recordings.active.length > 0,
        isMuted: (feedId, kind) => mirror.feeds.get(feedId)?.tracks.find((track) => track.kind === kind)?.muted ?? true,
        signal: (to, signal) => this.signalPeer(to, signal),
        setRoute: async (route) => {
          this.#assertIn()
          await this.#session.request('peer.setRoute', { route })
        },
      },
      send: this.#send,
      recv: this.#recv,
      createConnection: () => this.createPeerConnection(),
      routeChanged: (route) => this.emit('routeChanged', route),
      clock: this.#clock,
      log: this.#log,
    })
  }

  async #reportLoss(report: RequestParams<'subscription.report'>): Promise<void> {
    try {
      await this.#session.request('subscription.report', report)
    } catch (error) {
      // It ended meanwhile; or the next change is told.
      this.#log.debug('loss could not be reported', { error })
    }
  }

  async #reportQuality(quality: QualityReport): Promise<void> {
    // What was while we were away is told by that: it would only come late, and all at once.
    if (this.closed || this.#session.state.state !== 'open') return
    try {
      await this.#session.request('quality.report', quality)
    } catch (error) {
      this.#log.debug('quality could not be reported', { error })
    }
  }

  #assertIn(): void {
    if (this.closed) throw new MrtcError('NOT_IN_ROOM')
  }

  #receive(event: AnyEvent): void {
    switch (event.name) {
      case 'room.closed':
        if (event.payload.roomId === this.roomId) this.#close(event.payload.reason)
        break
      case 'feed.subscribed':
        this.emit('feedSubscribed', event.payload)
        break
      case 'feed.unsubscribed':
        this.emit('feedUnsubscribed', event.payload)
        break
      case 'subscription.closed':
        this.#recv.subscriptionClosed(event.payload.feedId, event.payload.subscriptionId, event.payload.reason)
        break
      case 'subscription.outdated':
        this.#recv.subscriptionOutdated(event.payload.feedId, event.payload.subscriptionId)
        break
      case 'subscription.videoHeldChanged':
        this.#recv.videoHeldChanged(event.payload)
        break
      case 'feed.demandChanged':
        this.#weakNetwork?.demandChanged(event.payload)
        break
      case 'transport.closed':
        if (event.payload.direction === 'send') this.#send.transportClosed(event.payload.transportId)
        else this.#recv.transportClosed(event.payload.transportId)
        break
      case 'invite.replied': {
        const { roomId, invitee, reply } = event.payload
        if (roomId === this.roomId) this.emit('inviteReplied', { invitee, reply })
        break
      }
      case 'peer.signalled':
        if (!this.#direct.take(event.payload.from, event.payload.signal)) this.emit('peerSignalled', event.payload)
        break
      case 'room.recordingsChanged':
        this.#recordingsChanged(event.payload.recordings)
        break
      case 'recording.started':
        this.emit('recordingStarted', event.payload)
        break
      case 'recording.failed':
        this.emit('recordingFailed', event.payload)
        break
      case 'recording.ended':
        this.emit('recordingEnded', event.payload)
        break
      case 'vod.started':
        this.#playbacks.started(event.payload.vodId)
        this.emit('playbackStarted', event.payload)
        break
      case 'vod.ended':
        this.#playbacks.ended(event.payload)
        break
      case 'invite.received':
      case 'invite.cancelled':
        // Of other rooms: the client tells them.
        break
      case 'text.received':
      case 'command.received':
      case 'file.received':
      case 'file.shared':
      case 'message.delivered':
        this.#messages.receive(event)
        break
      default:
        this.#takeVersioned(event)
    }
  }

  #takeVersioned(event: VersionedEvent): void {
    // The state that is on its way comes after this event in the same order, and so has it in it.
    if (this.#mirroring === 'syncing') return
    const applied = this.#mirror.apply(event)
    if (applied.outcome === 'applied') this.#tell(applied.changes)
    if (applied.outcome === 'gap') {
      this.#log.info('room events are missing', { version: this.#mirror.version, received: event.payload.version })
      this.#sync()
    }
  }

  #recordingsChanged(active: readonly ActiveRecording[]): void {
    if (active.length === 0 && this.recordings.active.length === 0) return
    this.recordings.changed(active)
    this.#direct.participantsChanged()
    this.emit('recordingsChanged', active)
  }

  #sync(): void {
    if (this.closed || this.#mirroring === 'syncing') return
    this.#mirroring = 'syncing'
    void this.#fetchState()
  }

  async #fetchState(): Promise<void> {
    while (!this.closed) {
      try {
        await this.#session.request('room.sync', {}, { onResult: ({ state }) => this.#reconcile(state) })
        return
      } catch (error) {
        if (hasCode(error, 'NOT_IN_ROOM')) return this.#close('lost')
        this.#log.warn('the state of the room could not be fetched', { error })
        await sleep(this.#clock, syncRetryMs, this.#closing.signal)
      }
    }
  }

  #reconcile(state: RequestResult<'room.sync'>['state']): void {
    if (this.closed) return
    this.#mirroring = 'live'
    this.#tell(this.#mirror.reconcile(state))
  }

  #tell(changes: readonly RoomChange[]): void {
    for (const change of changes) {
      // A listener may leave the room.
      if (this.closed) return
      this.#tellOne(change)
    }
  }

  #tellOne(change: RoomChange): void {
    switch (change.change) {
      case 'participantJoined':
      case 'participantChanged':
        this.#direct.participantsChanged()
        this.emit(change.change, change.participant)
        break
      case 'participantLeft':
        this.#messages.participantLeft(change.participant.uid)
        this.#direct.participantsChanged()
        this.emit('participantLeft', change.participant, change.reason)
        break
      case 'feedPublished':
        this.emit('feedPublished', change.feed)
        break
      case 'feedChanged':
        this.#recv.feedChanged(change.feed)
        this.emit('feedChanged', change.feed)
        break
      case 'feedUnpublished':
        this.#recv.feedEnded(change.feed.feedId, change.reason)
        this.#send.unpublished(change.feed.feedId, change.reason)
        this.#weakNetwork?.feedEnded(change.feed.feedId)
        this.emit('feedUnpublished', change.feed, change.reason)
        break
    }
  }

  /** The server was restarted. It may have kept our place, with feeds and subscriptions, or know nothing of us any more. */
  async #comeBack(request: RequestFunction): Promise<void> {
    try {
      await this.#reenter(request, {
        signal: this.#closing.signal,
        onResult: ({ state }) => {
          if (this.closed) return
          this.#mirroring = 'live'
          // Those that went on are told after the answer.
          this.#recordingsChanged([])
          this.#playbacks.lost()
          this.#send.forgetFeeds((feedId) => !state.feeds.some((feed) => feed.feedId === feedId))
          this.#tell(this.#mirror.replace(state))
          if (this.closed) return
          this.#send.rebuild()
          this.#recv.rebuild()
          this.#direct.tellRoute()
        },
      })
    } catch (error) {
      if (this.closed || !(error instanceof MrtcError) || isPassing(error)) throw error
      this.#log.warn('the room could not be entered again', { error })
      this.#close(hasCode(error, 'ROOM_ENDED', 'ROOM_NOT_FOUND') ? 'roomEnded' : 'lost')
    }
  }

  #follow(state: ConnectionState): void {
    if (state.state === 'closed') this.#close(state.error === undefined ? 'left' : 'sessionLost')
  }

  #close(reason: RoomCloseReason): void {
    if (this.closed) return
    this.#closing.abort()
    this.#path.close()
    this.#direct.close()
    this.#weakNetwork?.close()
    this.#messages.close()
    this.#files.close()
    this.#playbacks.close()
    for (const off of this.#offs) off()
    const why = reason === 'roomEnded' ? 'roomEnded' : 'participantLeft'
    this.#send.close(why)
    this.#recv.close(why)
    this.emit('closed', reason)
  }
}

/** Whether another attempt, maybe on another connection, may do better. */
function isPassing({ kind, code }: MrtcError): boolean {
  return kind === 'timeout' || kind === 'server' || code === 'CONNECTION_CLOSED' || code === 'SERVER_FULL'
}
