import { type Failure, inviteReplyCodes } from '@mrtc/protocol'
import { PeerData } from '../peer/index.ts'
import type { RecordedStream } from '../recording/index.ts'
import type { Feed, RoomCloseReason, RoomPort, VideoCodec } from './call-ports.ts'
import type { AttendingParticipant } from './callbacks.ts'
import { endOfRoom } from './codes.ts'
import type { AutoPublish, PublishConfig, RoomConfig, SubscribeConfig } from './config/index.ts'
import { parsePublish, parseSubscribe } from './config/index.ts'
import type { MeetingContext } from './context.ts'
import { meetingError } from './failures.ts'
import { Fault, parameterFault } from './fault.ts'
import { Player } from './page/index.ts'
import { ParticipantEvents } from './participant-events.ts'
import { type PublishedStream, Publishing, Switching } from './publishing/index.ts'
import { StreamQuality } from './quality/index.ts'
import { AutoSubscribing, Subscribing, type WatchedStream } from './subscribing/index.ts'

export interface CallOptions {
  readonly room: RoomPort
  readonly config: RoomConfig
  readonly context: MeetingContext
  /** A stream has other tracks, or is over. */
  readonly onStreamChanged: (sid: number) => void
  /** The room is over without us having left: `close` is due. */
  readonly onOver: (reason: RoomCloseReason) => void
}

/** What a call in a room that we created does besides: its media has a time to be ready in. */
export interface StartOptions {
  readonly mediaLimit?: AbortSignal
  readonly onMediaLate?: () => void
}

/** What a parameter can lack that capturing needs: 5109, 5111. */
const captureFaults: ReadonlySet<Failure> = new Set<Failure>(['backgroundImageMissing', 'customProfileMissing'])

/** One stay in a room: its streams, what happens in it as callbacks, and the automatic modes. */
export class Call {
  readonly publishing: Publishing
  readonly switching: Switching
  readonly subscribing: Subscribing
  readonly quality: StreamQuality
  readonly room: RoomPort
  readonly config: RoomConfig
  readonly #options: CallOptions
  readonly #autoSubscribing: AutoSubscribing | undefined
  readonly #player: Player
  readonly #peerData: PeerData | undefined
  readonly #unlisten: (() => void)[]
  readonly #volumeWanted = new Set<number>()
  #autoPublish: AutoPublish | undefined
  #start: StartOptions = {}
  #isOver = false

  constructor(options: CallOptions) {
    const { room, config, context } = options
    const { ports, notify, filter } = context
    const { page, capture, effects } = ports
    const player = new Player(page)
    this.#options = options
    this.#player = player
    this.room = room
    this.config = config
    this.quality = new StreamQuality({ notify, limits: context.weakLimits, ports })
    this.publishing = new Publishing({
      room,
      notify,
      page,
      player,
      capture,
      effects,
      filter,
      codec: () => context.codec,
      observer: {
        published: (stream) => this.#observe(ofPublished(stream)),
        changed: (stream) => this.#observe(ofPublished(stream)),
        ended: (sid) => this.#ended(sid),
      },
    })
    this.switching = new Switching(this.publishing, notify)
    this.subscribing = new Subscribing({
      room,
      notify,
      page,
      player,
      filter,
      observer: {
        subscribed: (stream) => this.#observe(ofWatched(stream)),
        changed: (stream) => this.#observe(ofWatched(stream)),
        ended: (sid) => this.#ended(sid),
      },
    })
    this.#autoSubscribing =
      config.autoSubscribe &&
      new AutoSubscribing({
        room,
        subscribing: this.subscribing,
        slots: config.autoSubscribe,
        nextSid: () => this.#nextSid(config.needsVolume),
      })
    this.#autoPublish = config.autoPublish
    this.#peerData = config.dataChannel
      ? new PeerData({ room, onData: (data) => notify('OnReceiveData', data) })
      : undefined
    this.#unlisten = this.#listen()
  }

  /** Who is here, for one who came later than they. */
  attendance(): AttendingParticipant[] {
    const { participants, feeds, localUid } = this.room
    return [...participants.values()]
      .filter(({ uid }) => uid !== localUid)
      .map(({ uid, userType }) => ({
        uid,
        userType,
        publish: [...feeds.values()].filter((feed) => feed.uid === uid).map(({ feedId, tag }) => ({ feedId, tag })),
      }))
  }

  /** Begins what the mode does by itself. */
  start(options: StartOptions = {}): void {
    this.#start = options
    this.#autoSubscribing?.offerAll()
    const isAccompanied = this.room.participants.size > 1
    if (isAccompanied || !this.#autoPublish?.whenAccompanied) this.#publishByItself()
  }

  /** @throws MeetingError, after its callback */
  async publish(config: PublishConfig): Promise<number> {
    const sid = this.#nextSid(false)
    const { settings, target } = this.#parsed(sid, config)
    if (settings.needsVolume) this.#volumeWanted.add(sid)
    await this.publishing.publish(sid, settings, target)
    return sid
  }

  /** @throws MeetingError, after its callback */
  async subscribe(config: SubscribeConfig): Promise<number> {
    const sid = this.#nextSid(false)
    const { feedId, targets, needsVolume } = this.#parsedSubscription(sid, config)
    if (needsVolume) this.#volumeWanted.add(sid)
    await this.subscribing.subscribe(sid, feedId, targets)
    return sid
  }

  async unsubscribe(sid: number): Promise<void> {
    const feedId = this.subscribing.feedOf(sid)
    if (feedId !== undefined) this.#autoSubscribing?.decline(feedId)
    await this.subscribing.unsubscribe(sid)
  }

  /** What a stream, ours or another's, is made of now. */
  tracksOf(sid: number): RecordedStream | undefined {
    return this.publishing.find(sid)?.media ?? this.subscribing.find(sid)?.tracks
  }

  /** Receives all of a picture while something needs it, whatever is seen. @returns a function that ends that */
  receiveWhole(sid: number): () => void {
    return this.subscribing.receiveWhole(sid)
  }

  /** The codec of one stream of ours with video, or of all. @throws MrtcError CODEC_UNSUPPORTED, Fault streamMissing */
  async changeCodec(codec: VideoCodec, sid: number | undefined): Promise<void> {
    const streams = sid === undefined ? this.publishing.all : [this.publishing.find(sid)]
    for (const stream of streams) {
      if (stream === undefined)
        throw new Fault('streamMissing', 'FEED_NOT_FOUND', `No stream is published under ${sid}.`)
      if (stream.kinds.includes('video')) await stream.publication.changeVideoCodec(codec)
    }
  }

  /** To everyone else, directly where that can be. @throws Fault dataChannelNeedsP2p, MrtcError PARTICIPANT_NOT_FOUND */
  async sendData(data: string): Promise<void> {
    if (this.#peerData === undefined) {
      throw parameterFault('enableDataChannel', 'SendData needs engine 2 and enableDataChannel', 'dataChannelNeedsP2p')
    }
    if (typeof data !== 'string') throw parameterFault('data', 'must be a text')
    await this.#peerData.send(data)
  }

  /** Ends every stream with its OnMediaClose. Idempotent. */
  close(reason: RoomCloseReason): void {
    if (this.#isOver) return
    this.#isOver = true
    for (const off of this.#unlisten) off()
    const end = endOfRoom[reason]
    this.publishing.close(end)
    this.subscribing.close(end)
    this.quality.close()
    this.#peerData?.close()
    this.#player.close()
  }

  #nextSid(needsVolume: boolean): number {
    const sid = this.#options.context.nextSid()
    if (needsVolume) this.#volumeWanted.add(sid)
    return sid
  }

  #observe(stream: Omit<Parameters<StreamQuality['observe']>[0], 'needsVolume'>): void {
    if (this.#isOver) return
    this.quality.observe({ ...stream, needsVolume: this.#volumeWanted.has(stream.sid) })
    this.#options.onStreamChanged(stream.sid)
  }

  #ended(sid: number): void {
    this.#volumeWanted.delete(sid)
    this.quality.ended(sid)
    if (!this.#isOver) this.#options.onStreamChanged(sid)
  }

  #parsed(sid: number, config: PublishConfig): ReturnType<typeof parsePublish> {
    const { notify } = this.#options.context
    try {
      return parsePublish(config)
    } catch (thrown) {
      // Some have a code of capturing, everything else is of publishing.
      const isOfCapture = thrown instanceof Fault && captureFaults.has(thrown.failure)
      const error = meetingError(isOfCapture ? 'capture' : 'publish', thrown)
      if (isOfCapture) notify('OnMediaCallFail', error.code, error.msg)
      else notify('OnPublishFailed', sid, error.code, error.msg)
      throw error
    }
  }

  #parsedSubscription(sid: number, config: SubscribeConfig): ReturnType<typeof parseSubscribe> {
    try {
      return parseSubscribe(config)
    } catch (thrown) {
      const error = meetingError('subscribe', thrown)
      this.#options.context.notify('OnSubscribeFailed', sid, error.code, error.msg)
      throw error
    }
  }

  #publishByItself(): void {
    const auto = this.#autoPublish
    if (auto === undefined) return
    this.#autoPublish = undefined
    const { mediaLimit, onMediaLate } = this.#start
    const needsVolume = auto.settings.needsVolume || this.#options.config.needsVolume
    const publications = auto.targets.map((target) =>
      this.publishing.publish(this.#nextSid(needsVolume), auto.settings, target, mediaLimit),
    )
    void Promise.allSettled(publications).then((results) => {
      // OnMediaCallFail or OnPublishFailed has told of each.
      const isLate = mediaLimit?.aborted && results.some(({ status }) => status === 'rejected')
      if (isLate && !this.#isOver) onMediaLate?.()
    })
  }

  #listen(): (() => void)[] {
    const { room, context, onOver } = this.#options
    const { notify } = context
    const isOther = (uid: string) => uid !== room.localUid
    const events = new ParticipantEvents(room.feeds.values(), notify)
    return [
      room.on('participantJoined', ({ uid }) => {
        if (!isOther(uid)) return
        notify('OnNewJoinerIn', uid)
        this.#publishByItself()
      }),
      room.on('participantLeft', ({ uid }, reason) => {
        if (isOther(uid)) notify('OnParticipantLeaveRoom', uid, reason === 'left' ? 1 : 2)
      }),
      room.on('participantChanged', (participant) => {
        if (isOther(participant.uid)) events.participantChanged(participant)
      }),
      room.on('feedPublished', (feed) => {
        const { uid, feedId, tag, source } = feed
        events.feedPublished(feed)
        if (!isOther(uid)) return
        notify('OnNewPublish', { uid, feedId, tag, mediaSource: source })
        this.#autoSubscribing?.offer(feed)
      }),
      room.on('feedChanged', (feed: Feed) => {
        if (isOther(feed.uid)) events.feedChanged(feed)
      }),
      room.on('feedUnpublished', ({ feedId }) => events.feedEnded(feedId)),
      room.on('feedSubscribed', ({ uid, feedId, subscriber }) => {
        if (isOther(subscriber)) notify('OnNewSubscribe', subscriber, { uid, feedId })
      }),
      room.on('feedUnsubscribed', ({ uid, feedId, subscriber }) => {
        if (isOther(subscriber)) notify('OnUnSubscribe', subscriber, { uid, feedId })
      }),
      room.on('inviteReplied', ({ invitee, reply }) => notify('OnInviteReply', invitee, inviteReplyCodes[reply])),
      room.on('textReceived', ({ from, text }) => notify('OnReceiveTextMsg', from, text)),
      room.on('closed', onOver),
    ]
  }
}

type Observed = Omit<Parameters<StreamQuality['observe']>[0], 'needsVolume'>

function ofPublished(stream: PublishedStream): Observed {
  const { sid, publication } = stream
  const isSilent = () =>
    stream.kinds.every((kind) => publication.isMuted(kind)) ||
    (stream.kinds.includes('video') && !publication.isVideoWanted)
  return { sid, source: publication, audio: stream.media.audio, isSilent }
}

function ofWatched({ sid, subscription, tracks }: WatchedStream): Observed {
  const isSilent = () => subscription.feed.tracks.every(({ muted }) => muted)
  return { sid, source: subscription, audio: tracks.audio, isSilent }
}
