import {
  type ActiveRecording,
  type EndReason,
  type Feed,
  type LeaveReason,
  MrtcError,
  type Participant,
  type TrackKind,
} from '@mrtc/protocol'
import type { RouteView } from '../../direct/index.ts'
import { Emitter } from '../../emitter.ts'
import type { FileUploadState } from '../../files/index.ts'
import type { DegradationPreference, LayerChoice, MediaTracks, PublishOptions } from '../../media/index.ts'
import type { PublicationPort, RoomPort, SubscriptionPort } from '../../ports.ts'
import type { RoomCloseReason, RoomEvents } from '../../room/index.ts'
import type { NetworkView } from '../../weak-network/index.ts'

/** A subscription that remembers what it was asked for. */
export class FakeSubscription extends Emitter<{ closed: [EndReason]; changed: [] }> implements SubscriptionPort {
  tracks: MediaTracks
  readonly layers: LayerChoice[] = []
  isClosed = false

  constructor(tracks: MediaTracks) {
    super()
    this.tracks = tracks
  }

  async setLayers(layers: LayerChoice): Promise<void> {
    this.layers.push(layers)
  }

  async getStats(): Promise<RTCStatsReport[]> {
    return []
  }

  async close(): Promise<void> {
    this.isClosed = true
  }
}

/** A publication that remembers what it was told. */
export class FakePublication
  extends Emitter<{ closed: [EndReason]; trackEnded: [TrackKind]; trackReplaced: [TrackKind] }>
  implements PublicationPort
{
  readonly feedId: string
  readonly options: PublishOptions
  /** As it was set last. */
  preference: DegradationPreference | undefined
  readonly #muted: Record<TrackKind, boolean>
  #tracks: MediaTracks
  readonly #onClose: () => void
  readonly #onMuted: () => void

  constructor(feedId: string, options: PublishOptions, events: { onClose: () => void; onMuted: () => void }) {
    super()
    this.feedId = feedId
    this.options = options
    this.#muted = { audio: options.audioMuted ?? false, video: options.videoMuted ?? false }
    this.#tracks = {
      ...(options.audio === undefined ? {} : { audio: options.audio }),
      ...(options.video === undefined ? {} : { video: options.video }),
    }
    this.#onClose = events.onClose
    this.#onMuted = events.onMuted
  }

  get source() {
    return this.options.source ?? 'camera'
  }

  get tracks(): MediaTracks {
    return this.#tracks
  }

  isMuted(kind: TrackKind): boolean {
    return this.#muted[kind]
  }

  async setMuted(kind: TrackKind, muted: boolean): Promise<void> {
    this.#muted[kind] = muted
    this.#onMuted()
  }

  async replaceTrack(kind: TrackKind, track: MediaStreamTrack): Promise<void> {
    this.#tracks = { ...this.#tracks, [kind]: track }
    this.emit('trackReplaced', kind)
  }

  async setDegradationPreference(preference: DegradationPreference): Promise<void> {
    this.preference = preference
  }

  async getStats(): Promise<RTCStatsReport[]> {
    return []
  }

  async close(): Promise<void> {
    this.#onClose()
    this.emit('closed', 'unpublished')
  }
}

export interface FakeRoomOptions {
  readonly localUid?: string
  /** What a subscription to a feed brings. */
  readonly tracksOf?: (feed: Feed) => MediaTracks
}

/** A file on its way, as far as the test says. */
export class FakeFileUpload extends Emitter<{ stateChanged: [FileUploadState] }> {
  readonly file: Blob
  state: FileUploadState = { state: 'starting' }

  constructor(file: Blob) {
    super()
    this.file = file
  }

  enter(state: FileUploadState): void {
    this.state = state
    this.emit('stateChanged', state)
  }

  cancel(): void {
    this.enter({ state: 'failed', error: new MrtcError('REQUEST_ABORTED') })
  }
}

/** A room in memory: tests play the part of the server with its `join`, `part`, `announce` and `retract`. */
export class FakeRoom extends Emitter<RoomEvents> implements RoomPort {
  readonly roomId = '100234'
  readonly rtoken = 'token'
  readonly localUid: string
  creatorUid: string
  readonly participants = new Map<string, Participant>()
  readonly feeds = new Map<string, Feed>()
  readonly published: FakePublication[] = []
  readonly publications = new Map<string, FakePublication>()
  readonly subscribed = new Map<string, FakeSubscription>()
  readonly kicked: string[] = []
  readonly recordings: { active: readonly ActiveRecording[] } = { active: [] }
  readonly texts: string[] = []
  readonly commands: { readonly name: string; readonly payload: unknown; readonly to?: readonly string[] }[] = []
  /** What the next requests of each kind fail with. */
  /** What was sent. */
  readonly files: FakeFileUpload[] = []
  readonly failures: { publish: MrtcError[]; subscribe: MrtcError[]; sendText: MrtcError[] } = {
    publish: [],
    subscribe: [],
    sendText: [],
  }
  closed = false
  network: NetworkView | undefined
  route: RouteView = { route: 'server' }
  readonly #tracksOf: (feed: Feed) => MediaTracks
  #count = 0

  constructor({ localUid = 'me', tracksOf = () => ({}) }: FakeRoomOptions = {}) {
    super()
    this.localUid = localUid
    this.creatorUid = localUid
    this.#tracksOf = tracksOf
    this.join(localUid)
  }

  join(uid: string, displayName?: string): void {
    const named = displayName === undefined ? {} : { displayName }
    const participant: Participant = { uid, userType: 0, joinedAt: this.participants.size, connected: true, ...named }
    this.participants.set(uid, participant)
    this.emit('participantJoined', participant)
  }

  part(uid: string, reason: LeaveReason = 'left'): void {
    const participant = this.participants.get(uid)
    if (participant === undefined) return
    this.participants.delete(uid)
    this.emit('participantLeft', participant, reason)
  }

  /** Another participant published or changed a feed. */
  announce(feed: Feed): void {
    const isNew = !this.feeds.has(feed.feedId)
    this.feeds.set(feed.feedId, feed)
    this.emit(isNew ? 'feedPublished' : 'feedChanged', feed)
  }

  retract(feedId: string, reason: EndReason = 'unpublished'): void {
    const feed = this.feeds.get(feedId)
    if (feed === undefined) return
    this.feeds.delete(feedId)
    this.emit('feedUnpublished', feed, reason)
  }

  end(reason: RoomCloseReason): void {
    this.closed = true
    this.emit('closed', reason)
  }

  async publish(options: PublishOptions): Promise<FakePublication> {
    this.#failOn('publish')
    this.#count += 1
    const feedId = `own-${this.#count}`
    const publication = new FakePublication(feedId, options, {
      onClose: () => {
        this.publications.delete(feedId)
        this.retract(feedId)
      },
      onMuted: () => this.announce(this.#feedOf(publication)),
    })
    this.published.push(publication)
    this.publications.set(feedId, publication)
    this.announce(this.#feedOf(publication))
    return publication
  }

  async subscribe(feedId: string): Promise<FakeSubscription> {
    this.#failOn('subscribe')
    const feed = this.feeds.get(feedId)
    if (feed === undefined) throw new MrtcError('FEED_NOT_FOUND')
    const subscription = new FakeSubscription(this.#tracksOf(feed))
    this.subscribed.set(feedId, subscription)
    return subscription
  }

  async sendText(text: string): Promise<{ messageId: string; recipients: string[] }> {
    this.#failOn('sendText')
    this.texts.push(text)
    return {
      messageId: `m${this.texts.length}`,
      recipients: [...this.participants.keys()].filter((uid) => uid !== this.localUid),
    }
  }

  async sendCommand(name: string, payload: unknown, { to }: { to?: readonly string[] } = {}): Promise<void> {
    this.commands.push({ name, payload, ...(to === undefined ? {} : { to }) })
  }

  sendFile(file: Blob): FakeFileUpload {
    const upload = new FakeFileUpload(file)
    this.files.push(upload)
    return upload
  }

  async kick(uid: string): Promise<void> {
    this.kicked.push(uid)
    this.part(uid, 'kicked')
  }

  async leave(): Promise<void> {
    this.end('left')
  }

  #failOn(request: keyof FakeRoom['failures']): void {
    const failure = this.failures[request].shift()
    if (failure !== undefined) throw failure
  }

  #feedOf(publication: FakePublication): Feed {
    const kinds = (['audio', 'video'] as const).filter((kind) => publication.tracks[kind] !== undefined)
    return {
      feedId: publication.feedId,
      uid: this.localUid,
      tag: '',
      source: publication.source,
      tracks: kinds.map((kind) => ({ kind, muted: publication.isMuted(kind), mimeType: `${kind}/fake` })),
    }
  }
}
