/** A call client without a server that the tests hold the strings of. */
import {
  type CallClientEvents,
  type ConnectionState,
  Emitter,
  type LayerChoice,
  type PublicationEvents,
  type RoomEvents,
  type SubscriptionEvents,
} from '@mrtc/client'
import type { EndReason, Feed, Participant, RecordingInfo, TrackKind } from '@mrtc/protocol'
import { MrtcError } from '@mrtc/protocol/errors'
import type {
  ClientPort,
  FeedSource,
  PublicationPort,
  PublishOptions,
  RoomCloseReason,
  RoomPort,
  SubscriptionPort,
  VideoCodec,
} from '../call-ports.ts'
import { fakeTrack } from './fake-media.ts'

export function participant(uid: string): Participant {
  return { uid, userType: 0, joinedAt: 0, connected: true }
}

export function feed(feedId: string, uid: string, kinds: readonly TrackKind[] = ['audio', 'video']): Feed {
  const tracks = kinds.map((kind) => ({ kind, muted: false, mimeType: kind === 'audio' ? 'audio/opus' : 'video/VP8' }))
  return { feedId, uid, tag: `tag of ${feedId}`, source: 'camera', tracks }
}

export class FakePublication extends Emitter<PublicationEvents> implements PublicationPort {
  readonly feedId: string
  readonly options: PublishOptions
  readonly muted = new Map<TrackKind, boolean>()
  readonly replaced: [TrackKind, MediaStreamTrack][] = []
  tracks: PublicationPort['tracks']
  source: FeedSource
  codec: VideoCodec | undefined
  maxVideoBitrateBps: number | undefined
  /** What the next change fails with. */
  failure: MrtcError | undefined
  closed = false

  constructor(feedId: string, options: PublishOptions) {
    super()
    this.feedId = feedId
    this.options = options
    const { audio, video, source = 'camera' } = options
    this.tracks = { ...(audio ? { audio } : {}), ...(video ? { video } : {}) }
    this.source = source
    this.codec = options.codec
  }

  isVideoWanted = true

  isMuted(kind: TrackKind): boolean {
    return this.muted.get(kind) ?? false
  }

  async replaceTrack(kind: TrackKind, track: MediaStreamTrack): Promise<void> {
    this.#failIfTold()
    this.replaced.push([kind, track])
    this.tracks = { ...this.tracks, [kind]: track }
  }

  async setSource(source: FeedSource): Promise<void> {
    this.source = source
  }

  async changeVideoCodec(codec: VideoCodec): Promise<void> {
    this.#failIfTold()
    this.codec = codec
  }

  async setMaxVideoBitrate(bitrateBps: number): Promise<void> {
    this.maxVideoBitrateBps = bitrateBps
  }

  async getStats(): Promise<RTCStatsReport[]> {
    return []
  }

  #failIfTold(): void {
    const { failure } = this
    this.failure = undefined
    if (failure) throw failure
  }

  async setMuted(kind: TrackKind, muted: boolean): Promise<void> {
    this.muted.set(kind, muted)
  }

  async close(): Promise<void> {
    if (this.closed) return
    this.closed = true
    // At once, as the real one does.
    this.emit('closed', 'unpublished')
  }
}

export class FakeSubscription extends Emitter<SubscriptionEvents> implements SubscriptionPort {
  readonly feed: Feed
  tracks: SubscriptionPort['tracks']
  closed = false

  constructor(feed: Feed, kinds: readonly TrackKind[]) {
    super()
    this.feed = feed
    this.tracks = Object.fromEntries(kinds.map((kind) => [kind, fakeTrack(kind)]))
  }

  /** What was asked for, one after the other. */
  readonly layers: LayerChoice[] = []

  async setLayers(layers: LayerChoice): Promise<void> {
    this.layers.push(layers)
  }

  async getStats(): Promise<RTCStatsReport[]> {
    return []
  }

  async close(): Promise<void> {
    if (this.closed) return
    this.closed = true
    // At once, as the real one does.
    this.emit('closed', 'unsubscribed')
  }

  endsBecause(reason: EndReason): void {
    this.emit('closed', reason)
  }
}

export class FakeRoom extends Emitter<RoomEvents> implements RoomPort {
  readonly roomId = 'room1'
  readonly rtoken = 'token1'
  readonly localUid: string
  readonly participants = new Map<string, Participant>()
  readonly feeds = new Map<string, Feed>()
  readonly published: FakePublication[] = []
  readonly subscribed: FakeSubscription[] = []
  readonly invited: unknown[] = []
  readonly signalled: unknown[] = []
  /** What was asked of recordings, one after the other. */
  readonly recorded: unknown[][] = []
  readonly recordings: RoomPort['recordings'] = {
    start: async (options) => {
      this.#failIfTold()
      this.recorded.push(['start', options])
      return { recordId: `record${this.recorded.length}` }
    },
    stop: async (recordId) => this.#record('stop', recordId),
    pause: async (recordId) => this.#record('pause', recordId),
    resume: async (recordId) => this.#record('resume', recordId),
    setWatermarks: async (recordId, watermarks) => this.#record('setWatermarks', recordId, watermarks),
  }
  /** What was asked of files that play, one after the other. */
  readonly played: unknown[][] = []
  readonly sent: { text: string; to: readonly string[] | undefined }[] = []
  /** What the next request fails with. */
  failure: MrtcError | undefined
  hasLeft = false
  closed = false
  /** When the server answers leave(). */
  leaveAnswer: Promise<void> = Promise.resolve()

  constructor(localUid: string) {
    super()
    this.localUid = localUid
    this.participants.set(localUid, participant(localUid))
  }

  async publish(options: PublishOptions): Promise<FakePublication> {
    this.#failIfTold()
    const publication = new FakePublication(`own${this.published.length + 1}`, options)
    this.published.push(publication)
    return publication
  }

  async subscribe(feedId: string, { kinds }: { kinds?: readonly TrackKind[] } = {}): Promise<FakeSubscription> {
    this.#failIfTold()
    const wanted = this.feeds.get(feedId)
    if (wanted === undefined) throw new MrtcError('FEED_NOT_FOUND')
    const subscription = new FakeSubscription(wanted, kinds ?? ['audio', 'video'])
    this.subscribed.push(subscription)
    return subscription
  }

  async sendText(text: string, { to }: { to?: readonly string[] } = {}) {
    this.#failIfTold()
    this.sent.push({ text, to })
    return { messageId: 'm1', recipients: [] }
  }

  async invite(invitee: string, options?: { extra?: string; channel?: string }): Promise<void> {
    this.#failIfTold()
    this.invited.push([invitee, options])
  }

  /** There is no RTCPeerConnection in Node. */
  createPeerConnection: () => Promise<RTCPeerConnection> = () => Promise.reject(new MrtcError('FEATURE_UNAVAILABLE'))

  async signalPeer(to: string, signal: object): Promise<void> {
    this.signalled.push([to, signal])
  }

  async playFile(...asked: Parameters<RoomPort['playFile']>): Promise<{ vodId: string }> {
    this.#failIfTold()
    this.played.push(['play', ...asked])
    return { vodId: `vod${this.played.length}` }
  }

  async stopFile(vodId: string): Promise<void> {
    this.#failIfTold()
    this.played.push(['stop', vodId])
  }

  async leave(): Promise<void> {
    this.hasLeft = true
    this.isOver('left')
    await this.leaveAnswer
  }

  /** In the order of the real one: streams first. */
  isOver(reason: RoomCloseReason): void {
    if (this.closed) return
    this.closed = true
    for (const publication of this.published) publication.emit('closed', 'participantLeft')
    for (const subscription of this.subscribed) subscription.emit('closed', 'participantLeft')
    this.emit('closed', reason)
  }

  joins(uid: string): void {
    this.participants.set(uid, participant(uid))
    this.emit('participantJoined', participant(uid))
  }

  #record(...asked: unknown[]): void {
    this.#failIfTold()
    this.recorded.push(asked)
  }

  leaves(uid: string, reason: 'left' | 'lost'): void {
    this.participants.delete(uid)
    this.emit('participantLeft', participant(uid), reason)
  }

  publishes(added: Feed): void {
    this.feeds.set(added.feedId, added)
    this.emit('feedPublished', added)
  }

  unpublishes(feedId: string): void {
    this.feeds.delete(feedId)
    for (const subscription of this.subscribed) {
      if (subscription.feed.feedId === feedId) subscription.endsBecause('unpublished')
    }
  }

  #failIfTold(): void {
    const { failure } = this
    this.failure = undefined
    if (failure) throw failure
  }
}

export class FakeClient extends Emitter<CallClientEvents> implements ClientPort {
  readonly replies: unknown[] = []
  readonly uid: string
  room: FakeRoom
  state: ConnectionState = { state: 'idle' }
  /** What connect, createRoom and joinRoom do instead of succeeding. */
  answer: () => Promise<void> = async () => {}
  entered: unknown
  reconnections = 0

  constructor(uid: string) {
    super()
    this.uid = uid
    this.room = new FakeRoom(uid)
  }

  async connect(): Promise<void> {
    await this.answer()
    this.state = { state: 'open', sessionId: 's1', since: 0 }
  }

  /** What the server knows of recordings, by id. */
  readonly recordings = new Map<string, RecordingInfo>()

  async recording(recordId: string): Promise<RecordingInfo> {
    const info = this.recordings.get(recordId)
    if (info) return info
    throw new MrtcError('RECORDING_NOT_FOUND')
  }

  async createRoom(options: unknown): Promise<FakeRoom> {
    this.entered = options
    await this.answer()
    if (this.room.closed) this.room = new FakeRoom(this.uid)
    return this.room
  }

  async joinRoom(options: unknown): Promise<FakeRoom> {
    this.entered = options
    await this.answer()
    if (this.room.closed) this.room = new FakeRoom(this.uid)
    return this.room
  }

  reconnectNow(): void {
    this.reconnections += 1
  }

  async replyToInvite(invite: unknown): Promise<void> {
    await this.answer()
    this.replies.push(invite)
  }

  async close(): Promise<void> {
    this.state = { state: 'closed' }
    this.emit('stateChanged', this.state)
  }

  /** The session is over for good, in the order that the real client tells it. */
  isLost(): void {
    this.state = { state: 'closed', error: new MrtcError('SESSION_NOT_FOUND') }
    this.room.isOver('sessionLost')
    this.emit('stateChanged', this.state)
  }
}
