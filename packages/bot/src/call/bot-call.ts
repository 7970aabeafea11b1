import {
  CallClient,
  type CallClientOptions,
  type ConnectionState,
  Emitter,
  type Logger,
  type Room,
  type RoomCloseReason,
} from '@mrtc/client'
import {
  defaultPublishBitrateBps,
  type EndReason,
  type Feed,
  type FeedSource,
  MrtcError,
  type TrackKind,
} from '@mrtc/protocol'
import { type I420Frame, monoPcm, type PcmChunk, type PcmFormat, type VideoCodecName } from '../codec/index.ts'
import { playSource } from '../publishing/index.ts'
import { ReceivedStream, type ReceptionReport, type VideoOutput } from '../reception/index.ts'
import type { MediaSource } from '../source/index.ts'
import { version } from '../version.ts'
import { createDevice, type EncodedFrame, RemoteTrack } from '../webrtc/index.ts'
import { watchAddresses } from './address-watch.ts'
import { OutgoingFeed } from './outgoing-feed.ts'

export interface BotCallOptions
  extends Pick<CallClientOptions, 'url' | 'uid' | 'bizName' | 'appId' | 'workspaceId' | 'sign'> {
  /** Absent: a room is created. */
  readonly room?: { readonly roomId: string; readonly rtoken: string }
  /** A name for people to read. */
  readonly displayName?: string
  /** Which feeds of others are received without being asked for. @default all */
  readonly autoSubscribe?: boolean
  /** Of received sound. @default 16 kHz mono */
  readonly audioFormat?: PcmFormat
  /**
   * What becomes of received video: decoded pictures as events, pictures that are only counted, or encoded frames as
   * events, which is a fraction of the work. @default 'i420'
   */
  readonly videoForm?: VideoOutput['form']
  /** Hears of the signalling connection from the first attempt on. */
  readonly onConnectionState?: (state: ConnectionState) => void
  readonly log?: Logger
  readonly signal?: AbortSignal
}

export type BotCallEvents = {
  streamStarted: [ReceivedStream]
  streamEnded: [ReceivedStream, EndReason]
  /** An automatic subscription did not come about. */
  subscribeFailed: [Feed, MrtcError]
  /** A decoded picture, with `videoForm: 'i420'`. */
  pictureReceived: [I420Frame, ReceivedStream]
  /** With `videoForm: 'encoded'`. */
  frameReceived: [EncodedFrame, VideoCodecName, ReceivedStream]
  soundReceived: [PcmChunk, ReceivedStream]
  /** The last event. */
  closed: [RoomCloseReason]
}

export interface PublishFeedOptions {
  /** The format of the sound that will be written; absent: no sound. */
  readonly audio?: PcmFormat
  /** Absent: no picture. */
  readonly video?: {
    readonly framesPerSecond: number
    readonly bitrateMaxBps?: number
    /** How many sizes of the same picture are written, all of them encoded. @default 1 */
    readonly layers?: number
  }
  /** @default '' */
  readonly tag?: string
  /** @default 'custom' */
  readonly source?: FeedSource
}

export interface PlayOptions extends Pick<PublishFeedOptions, 'tag' | 'source'> {
  /** Begins again at the end. @default false */
  readonly loop?: boolean
  readonly bitrateMaxBps?: number
}

/** A source that is being played. */
export interface Playing {
  readonly feed: OutgoingFeed
  /** Resolves at the end of the source or after `stop`. */
  readonly ended: Promise<void>
  /** Stops and unpublishes. */
  stop(): Promise<void>
}

/** A participant without a person: in a room, publishing and receiving. */
export class BotCall extends Emitter<BotCallEvents> {
  readonly client: CallClient
  readonly room: Room
  readonly #options: BotCallOptions
  /** Received streams, by feed id. */
  readonly #streams = new Map<string, ReceivedStream>()
  readonly #playing = new Set<Playing>()
  readonly #outgoing = new Set<OutgoingFeed>()
  /** When each feed could first have been received, in the clock of `performance.now()`. */
  readonly #availableSince = new Map<string, number>()
  readonly #offs: readonly (() => void)[]
  #closed: Promise<void> | undefined

  private constructor(client: CallClient, room: Room, options: BotCallOptions, joinedSince: number) {
    super()
    this.client = client
    this.room = room
    this.#options = options
    for (const { feedId } of room.feeds.values()) this.#availableSince.set(feedId, joinedSince)
    this.#offs = [
      room.on('feedPublished', (feed) => {
        this.#availableSince.set(feed.feedId, performance.now())
        this.#autoSubscribe(feed)
      }),
      room.on('feedUnpublished', ({ feedId }) => this.#availableSince.delete(feedId)),
      room.on('closed', (reason) => this.#end(reason)),
    ]
  }

  /**
   * Connects and enters a room.
   * @throws MrtcError as `CallClient.connect`, `createRoom` and `joinRoom` do
   */
  static async join(options: BotCallOptions): Promise<BotCall> {
    const since = performance.now()
    const { url, uid, bizName, appId, workspaceId, sign, log, room: address, displayName, signal } = options
    const client = new CallClient({
      url,
      uid,
      bizName,
      appId,
      ...(workspaceId === undefined ? {} : { workspaceId }),
      sign,
      platform: { name: 'bot', version },
      createDevice,
      watchNetwork: watchAddresses,
      ...(log === undefined ? {} : { log }),
    })
    if (options.onConnectionState !== undefined) client.on('stateChanged', options.onConnectionState)
    const entering = {
      ...(displayName === undefined ? {} : { displayName }),
      ...(signal === undefined ? {} : { signal }),
    }
    try {
      await client.connect(signal === undefined ? {} : { signal })
      const room = await (address === undefined
        ? client.createRoom(entering)
        : client.joinRoom({ ...address, ...entering }))
      const call = new BotCall(client, room, options, since)
      // Whoever awaits `join` can add listeners before the first stream starts: subscribing takes a round trip.
      for (const feed of room.feeds.values()) call.#autoSubscribe(feed)
      return call
    } catch (error) {
      await client.close()
      throw error
    }
  }

  /** What is received now, by feed id. */
  get streams(): ReadonlyMap<string, ReceivedStream> {
    return this.#streams
  }

  get reports(): ReceptionReport[] {
    return [...this.#streams.values()].map(({ report }) => report)
  }

  /**
   * Receives a feed of another participant.
   * @throws MrtcError as `Room.subscribe` does
   */
  async subscribe(feedId: string, { kinds }: { kinds?: readonly TrackKind[] } = {}): Promise<ReceivedStream> {
    const subscription = await this.room.subscribe(feedId, kinds === undefined ? {} : { kinds })
    const stream: ReceivedStream = new ReceivedStream({
      feedId,
      uid: subscription.feed.uid,
      audioFormat: this.#options.audioFormat ?? monoPcm,
      onSound: (chunk) => this.emit('soundReceived', chunk, stream),
      video: this.#videoOutput(() => stream),
      since: this.#availableSince.get(feedId) ?? performance.now(),
    })
    const takeTracks = () => {
      const { audio, video } = subscription.tracks
      stream.setTracks({ audio: audio && RemoteTrack.of(audio), video: video && RemoteTrack.of(video) })
    }
    this.#streams.set(feedId, stream)
    subscription.on('changed', takeTracks)
    subscription.on('closed', (reason) => {
      stream.close()
      this.#streams.delete(feedId)
      this.emit('streamEnded', stream, reason)
    })
    this.emit('streamStarted', stream)
    takeTracks()
    return stream
  }

  /**
   * Publishes a feed; what is sent on it is written to the publishers of the result.
   * @throws MrtcError as `Room.publish` does
   */
  async publish(options: PublishFeedOptions): Promise<OutgoingFeed> {
    const { audio, video, tag = '', source = 'custom' } = options
    const bitrateMaxBps = video?.bitrateMaxBps ?? defaultPublishBitrateBps
    const feed = await OutgoingFeed.publish(this.room, {
      ...(audio === undefined ? {} : { audio }),
      ...(video === undefined ? {} : { video: { ...video, bitrateMaxBps } }),
      tag,
      source,
    })
    this.#outgoing.add(feed)
    feed.publication.on('closed', () => {
      this.#outgoing.delete(feed)
      feed.release()
    })
    return feed
  }

  /** Publishes a source and plays it in real time. */
  async play(
    source: MediaSource,
    { loop = false, bitrateMaxBps, tag, source: shown }: PlayOptions = {},
  ): Promise<Playing> {
    const feed = await this.publish({
      ...(source.audio === undefined ? {} : { audio: source.audio }),
      ...(source.video === undefined
        ? {}
        : {
            video: {
              framesPerSecond: source.video.framesPerSecond,
              ...(bitrateMaxBps === undefined ? {} : { bitrateMaxBps }),
            },
          }),
      ...(tag === undefined ? {} : { tag }),
      source: shown ?? 'file',
    })
    const stopping = new AbortController()
    const ended = playSource(
      {
        source,
        ...(feed.audio === undefined ? {} : { audio: feed.audio }),
        ...(feed.video === undefined ? {} : { video: feed.video }),
        loop,
      },
      stopping.signal,
    )
    const playing: Playing = {
      feed,
      ended,
      stop: async () => {
        stopping.abort()
        this.#playing.delete(playing)
        try {
          await ended
        } finally {
          await feed.close()
        }
      },
    }
    // A source that fails tells whoever awaits `ended`; nobody has to.
    ended.catch((error: unknown) => this.#options.log?.error('the source failed', { error }))
    this.#playing.add(playing)
    return playing
  }

  /** Stops everything, leaves the room and ends the session. Idempotent. */
  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    // A source that failed has said so already.
    await Promise.allSettled([...this.#playing].map((playing) => playing.stop()))
    await this.room.leave()
    await this.client.close()
  }

  #videoOutput(stream: () => ReceivedStream): VideoOutput {
    const form = this.#options.videoForm ?? 'i420'
    switch (form) {
      case 'count':
        return { form }
      case 'encoded':
        return { form, onFrame: (frame, codec) => this.emit('frameReceived', frame, codec, stream()) }
      case 'i420':
        return { form, onPicture: (picture) => this.emit('pictureReceived', picture, stream()) }
    }
  }

  #end(reason: RoomCloseReason): void {
    for (const off of this.#offs) off()
    for (const stream of this.#streams.values()) stream.close()
    for (const playing of this.#playing) void playing.stop().catch(() => undefined)
    for (const feed of this.#outgoing) feed.release()
    this.#streams.clear()
    this.#outgoing.clear()
    this.emit('closed', reason)
  }

  #autoSubscribe(feed: Feed): void {
    if (this.#options.autoSubscribe === false || feed.uid === this.room.localUid) return
    this.subscribe(feed.feedId).catch((error: unknown) => {
      const failure = error instanceof MrtcError ? error : new MrtcError('INTERNAL', undefined, { cause: error })
      // It was unpublished, or we left, while we subscribed.
      if (this.room.closed || !this.room.feeds.has(feed.feedId)) return
      this.emit('subscribeFailed', feed, failure)
    })
  }
}
