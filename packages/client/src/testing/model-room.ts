/** A room of the model server: enough of rooms and media for a client to notice no difference. */
import {
  type EventName,
  type EventPayload,
  type Feed,
  type LeaveReason,
  MrtcError,
  type RequestBody,
  type RequestName,
  type RequestParams,
  type RequestResult,
  type RoomSnapshot,
  type SubscribedTrack,
  type TrackKind,
} from '@mrtc/protocol'
import { testFakeParameters } from 'mediasoup-client'
import type { ModelSession } from './model-server.ts'

type Handlers = {
  readonly [N in RequestName]: (params: RequestParams<N>, session: ModelSession) => RequestResult<N>
}

interface DeclaredFeed {
  readonly feed: Feed
  readonly kinds: readonly TrackKind[]
}

export class ModelRoom {
  readonly roomId = 'room-1'
  readonly rtoken = 'let-me-in'
  readonly members = new Map<string, ModelSession>()
  readonly transports = new Map<string, 'send' | 'recv'>()
  readonly subscriptions = new Map<
    string,
    { readonly feedId: string; readonly uid: string; readonly kinds: readonly TrackKind[]; started: boolean }
  >()
  /** Answer the next request of this name with this instead. */
  readonly failures = new Map<RequestName, MrtcError>()
  readonly acknowledged: string[] = []
  snapshot: RoomSnapshot = {
    roomId: this.roomId,
    version: 0,
    creatorUid: '',
    createdAt: 1,
    participants: [],
    feeds: [],
  }
  readonly #declared = new Map<string, DeclaredFeed>()
  /** Of each feed and kind that is sent. */
  readonly #transportOf = new Map<string, string>()
  #ids = 0

  readonly handle = (request: RequestBody, session: ModelSession): unknown => {
    const name = request.name as RequestName
    const failure = this.failures.get(name)
    this.failures.delete(name)
    if (failure !== undefined) throw failure
    // The table pairs names with parameters; here they are one of its rows.
    const handler = this.#handlers[name] as (params: unknown, session: ModelSession) => unknown
    return handler(request.params, session)
  }

  /** Somebody without a connection of their own comes in. */
  joins(uid: string): void {
    const participant = { uid, userType: 0, joinedAt: this.snapshot.version + 1, connected: true }
    this.snapshot = { ...this.snapshot, participants: [...this.snapshot.participants, participant] }
    this.#change('room.participantJoined', { participant })
  }

  leaves(uid: string, reason: LeaveReason = 'left'): void {
    for (const feed of this.snapshot.feeds) if (feed.uid === uid) this.unpublishes(feed.feedId, 'participantLeft')
    const participants = this.snapshot.participants.filter((participant) => participant.uid !== uid)
    this.snapshot = { ...this.snapshot, participants }
    this.#change('room.participantLeft', { uid, reason })
  }

  /** @returns the feed id */
  publishes(uid: string, kinds: readonly TrackKind[] = ['audio', 'video']): string {
    const feedId = `feed-${++this.#ids}`
    const tracks = kinds.map((kind) => ({
      kind,
      muted: false,
      mimeType: kind === 'audio' ? 'audio/opus' : 'video/VP8',
    }))
    this.#publish({ feedId, uid, tag: '', source: 'camera', tracks })
    return feedId
  }

  mutes(feedId: string, kind: TrackKind, muted: boolean): void {
    this.#changeFeed(feedId, (feed) => ({
      ...feed,
      tracks: feed.tracks.map((track) => (track.kind === kind ? { ...track, muted } : track)),
    }))
  }

  #changeFeed(feedId: string, change: (feed: Feed) => Feed): void {
    const feeds = this.snapshot.feeds.map((feed) => (feed.feedId === feedId ? change(feed) : feed))
    this.snapshot = { ...this.snapshot, feeds }
    const feed = feeds.find((candidate) => candidate.feedId === feedId)
    if (feed !== undefined) this.#change('feed.changed', { feed })
  }

  unpublishes(feedId: string, reason: EventPayload<'feed.unpublished'>['reason'] = 'unpublished'): void {
    const feed = this.snapshot.feeds.find((candidate) => candidate.feedId === feedId)
    if (feed === undefined) throw new MrtcError('FEED_NOT_FOUND')
    this.snapshot = { ...this.snapshot, feeds: this.snapshot.feeds.filter((candidate) => candidate !== feed) }
    for (const [id, subscription] of this.subscriptions) {
      if (subscription.feedId === feedId) this.subscriptions.delete(id)
    }
    this.#change('feed.unpublished', { feedId, uid: feed.uid, reason })
  }

  /** As the real server does: what stood on the transport stays, without media. */
  losesTransport(transportId: string): void {
    const direction = this.transports.get(transportId)
    if (direction === undefined) throw new Error('no such transport')
    this.#dropTransport(transportId)
    for (const session of this.members.values()) session.event('transport.closed', { transportId, direction })
  }

  /** As after a restart of the server: places, feeds and subscriptions are kept, media and sessions are not. */
  restarts(): void {
    this.members.clear()
    for (const transportId of [...this.transports.keys()]) this.#dropTransport(transportId)
  }

  /** Another participant sends its feed anew. */
  renews(feedId: string): void {
    for (const [subscriptionId, subscription] of this.subscriptions) {
      if (subscription.feedId !== feedId) continue
      this.members.get(subscription.uid)?.event('subscription.outdated', { subscriptionId, feedId })
    }
  }

  readonly #handlers: Handlers = {
    'room.create': (_, session) => this.#enter(session),
    'room.join': ({ roomId, rtoken, returning }, session) => {
      if (roomId !== this.roomId) throw new MrtcError('ROOM_NOT_FOUND')
      if (rtoken !== this.rtoken) throw new MrtcError('ROOM_TOKEN_INVALID')
      return this.#enter(session, returning)
    },
    'room.leave': (_, session) => {
      if (!this.members.delete(session.uid)) throw new MrtcError('NOT_IN_ROOM')
      queueMicrotask(() => this.leaves(session.uid))
      return {}
    },
    'room.kick': ({ uid }) => {
      this.members.get(uid)?.event('room.closed', { roomId: this.roomId, reason: 'kicked' })
      return {}
    },
    'room.sync': (_, session) => {
      if (!this.members.has(session.uid)) throw new MrtcError('NOT_IN_ROOM')
      return { state: this.snapshot }
    },
    'transport.create': ({ direction }) => {
      const { iceParameters, iceCandidates, dtlsParameters } = testFakeParameters.generateTransportRemoteParameters()
      const transportId = `transport-${++this.#ids}`
      this.transports.set(transportId, direction)
      return { transportId, iceParameters, iceCandidates, dtlsParameters, iceServers: [] }
    },
    'transport.connect': ({ transportId }) => this.#withTransport(transportId),
    'transport.restartIce': ({ transportId }) => {
      this.#withTransport(transportId)
      return { iceParameters: testFakeParameters.generateTransportRemoteParameters().iceParameters }
    },
    'transport.setRepair': ({ transportId }) => this.#withTransport(transportId),
    'transport.close': ({ transportId }) => {
      this.#withTransport(transportId)
      this.#dropTransport(transportId)
      return {}
    },
    'feed.publish': ({ tag, source, kinds }, { uid }) => {
      const feedId = `feed-${++this.#ids}`
      this.#declared.set(feedId, { feed: { feedId, uid, tag, source, tracks: [] }, kinds })
      return { feedId }
    },
    'feed.addTrack': ({ feedId, transportId, kind, rtpParameters, muted, replaces }) => {
      this.#withTransport(transportId)
      const declared = this.#declared.get(feedId)
      if (declared === undefined) throw new MrtcError('FEED_NOT_FOUND')
      const place = `${feedId}/${kind}`
      if (this.#transportOf.has(place) && !replaces)
        throw new MrtcError('PARAMETER_INVALID', 'has it', { field: 'kind' })
      this.#transportOf.set(place, transportId)
      if (declared.feed.tracks.some((known) => known.kind === kind)) return { trackId: `track-${++this.#ids}` }
      const track = { kind, muted, mimeType: rtpParameters.codecs[0]?.mimeType ?? '' }
      const feed = { ...declared.feed, tracks: [...declared.feed.tracks, track] }
      this.#declared.set(feedId, { ...declared, feed })
      if (feed.tracks.length === declared.kinds.length) queueMicrotask(() => this.#publish(feed))
      return { trackId: `track-${++this.#ids}` }
    },
    'feed.setMuted': ({ feedId, kind, muted }) => {
      queueMicrotask(() => this.mutes(feedId, kind, muted))
      return {}
    },
    'invite.send': () => ({}),
    'invite.cancel': () => ({}),
    'peer.signal': () => ({}),
    'recording.start': () => {
      queueMicrotask(() => {
        for (const member of this.members.values()) {
          const recordings = [{ recordId: 'record', state: 'recording' as const, startedBy: 'somebody' }]
          member.event('room.recordingsChanged', { recordings })
        }
      })
      return { recordId: 'record' }
    },
    'recording.stop': () => ({}),
    'recording.pause': () => ({}),
    'recording.resume': () => ({}),
    'recording.setWatermarks': () => ({}),
    'vod.start': () => ({ vodId: 'vod' }),
    'vod.stop': () => ({}),
    'recording.get': ({ recordId }) => ({
      recording: { recordId, roomId: this.roomId, state: 'rendering', files: [] },
    }),
    'session.simulate': () => ({}),
    'peer.setRoute': () => ({}),
    'ice.servers': () => ({ iceServers: [], ttlMs: 60_000 }),
    'invite.reply': () => ({}),
    'feed.setSource': ({ feedId, source }) => {
      queueMicrotask(() => this.#changeFeed(feedId, (feed) => ({ ...feed, source })))
      return {}
    },
    'feed.reportPicture': () => ({}),
    'feed.unpublish': ({ feedId }) => {
      if (!this.#declared.delete(feedId)) throw new MrtcError('FEED_NOT_FOUND')
      const published = this.snapshot.feeds.some((feed) => feed.feedId === feedId)
      if (published) queueMicrotask(() => this.unpublishes(feedId))
      return {}
    },
    'feed.subscribe': ({ feedId, transportId, kinds }, { uid }) => {
      this.#withTransport(transportId)
      const feed = this.snapshot.feeds.find((candidate) => candidate.feedId === feedId)
      if (feed === undefined) throw new MrtcError('FEED_NOT_FOUND')
      const subscriptionId = `subscription-${++this.#ids}`
      this.subscriptions.set(subscriptionId, { feedId, uid, kinds, started: false })
      const tracks = this.#consume(feed, kinds)
      return { subscriptionId, tracks }
    },
    'subscription.attach': ({ subscriptionId, transportId }) => {
      this.#withTransport(transportId)
      const subscription = this.subscriptions.get(subscriptionId)
      const feed = this.snapshot.feeds.find((candidate) => candidate.feedId === subscription?.feedId)
      if (subscription === undefined || feed === undefined) throw new MrtcError('SUBSCRIPTION_NOT_FOUND')
      subscription.started = false
      return { tracks: this.#consume(feed, subscription.kinds) }
    },
    'subscription.start': ({ subscriptionId }) => {
      const subscription = this.subscriptions.get(subscriptionId)
      if (subscription === undefined) throw new MrtcError('SUBSCRIPTION_NOT_FOUND')
      subscription.started = true
      return {}
    },
    'subscription.setLayers': ({ subscriptionId }) => {
      if (!this.subscriptions.has(subscriptionId)) throw new MrtcError('SUBSCRIPTION_NOT_FOUND')
      return {}
    },
    'subscription.report': ({ subscriptionId }) => {
      if (!this.subscriptions.has(subscriptionId)) throw new MrtcError('SUBSCRIPTION_NOT_FOUND')
      return {}
    },
    'subscription.reportPicture': () => ({}),
    'quality.report': () => ({}),
    'feed.unsubscribe': ({ subscriptionId }) => {
      if (!this.subscriptions.delete(subscriptionId)) throw new MrtcError('SUBSCRIPTION_NOT_FOUND')
      return {}
    },
    'text.send': ({ to }, { uid }) => ({
      messageId: `text-${++this.#ids}`,
      recipients:
        to ?? this.snapshot.participants.map((participant) => participant.uid).filter((other) => other !== uid),
    }),
    'command.send': ({ to }, { uid }) => ({
      messageId: `command-${++this.#ids}`,
      recipients:
        to ?? this.snapshot.participants.map((participant) => participant.uid).filter((other) => other !== uid),
    }),
    'file.offer': () => {
      throw new MrtcError('FILE_TOO_LARGE')
    },
    'file.renew': () => {
      throw new MrtcError('FILE_NOT_FOUND')
    },
    'file.withdraw': () => ({}),
    'message.acknowledge': ({ messageIds }) => {
      this.acknowledged.push(...messageIds)
      return {}
    },
  }

  #enter(session: ModelSession, returning = false): RequestResult<'room.join'> {
    const { uid } = session
    if (!returning || !this.snapshot.participants.some((participant) => participant.uid === uid)) this.joins(uid)
    if (this.snapshot.creatorUid === '') this.snapshot = { ...this.snapshot, creatorUid: uid }
    this.members.set(uid, session)
    return {
      rtoken: this.rtoken,
      state: this.snapshot,
      rtpCapabilities: testFakeParameters.generateRouterRtpCapabilities(),
    }
  }

  #dropTransport(transportId: string): void {
    this.transports.delete(transportId)
    for (const [place, carrier] of this.#transportOf) if (carrier === transportId) this.#transportOf.delete(place)
  }

  #consume(feed: Feed, kinds: readonly TrackKind[]): SubscribedTrack[] {
    return feed.tracks
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ kind, mimeType, muted }) => {
        const trackId = `consumer-${++this.#ids}`
        const { rtpParameters } = testFakeParameters.generateConsumerRemoteParameters({ codecMimeType: mimeType })
        return { trackId, kind, rtpParameters, muted }
      })
  }

  #withTransport(transportId: string): Record<string, never> {
    if (!this.transports.has(transportId)) throw new MrtcError('TRANSPORT_NOT_FOUND')
    return {}
  }

  #publish(feed: Feed): void {
    this.snapshot = { ...this.snapshot, feeds: [...this.snapshot.feeds, feed] }
    this.#change('feed.published', { feed })
  }

  #change<N extends EventName>(name: N, payload: Omit<EventPayload<N>, 'version'>): void {
    this.snapshot = { ...this.snapshot, version: this.snapshot.version + 1 }
    const versioned = { ...payload, version: this.snapshot.version } as unknown as EventPayload<N>
    for (const session of this.members.values()) session.event(name, versioned)
  }
}
