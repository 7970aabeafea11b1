import type { ConnectionState, Logger, MediaConnectionState, RoomCloseReason } from '@mrtc/client'
import { codeFor, type Feed, linuxCodes, MrtcError, type Operation, type TrackKind } from '@mrtc/protocol'
import { BotCall, type BotCallOptions } from '../call/index.ts'
import type { ReceivedStream } from '../reception/index.ts'
import type { EngineSettings } from './engine-settings.ts'
import { H264Output } from './h264-output.ts'
import { checkRecordingWish } from './recording-wish.ts'
import { SessionOutput } from './session-output.ts'
import { StreamLinks } from './stream-links.ts'
import {
  type CreatRoomParam,
  EventType,
  type JoinRoomParam,
  type MRtcSessionListener,
  type PublishParam,
  type RtcAudioData,
  type RtcEvent,
  type RtcVideoData,
  type StreamInfo,
  type SubscribeParam,
} from './types.ts'
import { toVideoData } from './video-data.ts'

type SessionState =
  | { readonly state: 'idle' }
  | { readonly state: 'entering'; readonly uid: string; readonly aborting: AbortController }
  | { readonly state: 'in'; readonly uid: string; readonly call: BotCall }
  | { readonly state: 'destroyed' }

/**
 * One participant in one call (guide 6.4.5). Calls return at once; how they went comes to the listener as an event.
 *
 * Not in this version: `SendData` (needs P2P) and `StartRecord` (needs server recording).
 */
export class MRtcSession {
  readonly #settings: EngineSettings
  readonly #listener: MRtcSessionListener
  readonly #log: Logger
  readonly #onEngineEvent: (event: RtcEvent) => void
  readonly #h264Outputs = new Map<string, H264Output>()
  readonly #links = new StreamLinks()
  #state: SessionState = { state: 'idle' }
  #output: SessionOutput | undefined
  #isPublishing = false
  #sessionId = ''

  /** For the engine: use `MRtcEngine.CreateSession`. */
  constructor(
    settings: EngineSettings,
    listener: MRtcSessionListener,
    log: Logger,
    onEngineEvent: (event: RtcEvent) => void,
  ) {
    this.#settings = settings
    this.#listener = listener
    this.#log = log
    this.#onEngineEvent = onEngineEvent
  }

  /** Event CREATE_ROOM, then OnNewPublisher for each stream that is there. */
  CreateRoom(createParam: CreatRoomParam): void {
    this.#run('createRoom', EventType.CREATE_ROOM, createParam.uid, async () => {
      checkRecordingWish(createParam.ext)
      await this.#enter(EventType.CREATE_ROOM, createParam, undefined)
    })
  }

  /** Event JOIN_ROOM, then OnNewPublisher for each stream that is there. */
  JoinRoom(joinParam: JoinRoomParam): void {
    this.#run('joinRoom', EventType.JOIN_ROOM, joinParam.uid, () =>
      this.#enter(EventType.JOIN_ROOM, joinParam, { roomId: joinParam.roomId, rtoken: joinParam.token }),
    )
  }

  /** Events PUBLISH and, when media can be fed, ICE_LINK. A session publishes one stream at a time. */
  Publish({ enableVideo = false, enableAudio = true }: PublishParam = {}): void {
    this.#run('publish', EventType.PUBLISH, this.#uid, async () => {
      const call = this.#call()
      if (this.#output !== undefined || this.#isPublishing) {
        throw new MrtcError('FEED_LIMIT', 'This session publishes already.')
      }
      this.#isPublishing = true
      try {
        await this.#publish(call, { enableVideo, enableAudio })
      } finally {
        this.#isPublishing = false
      }
    })
  }

  /** Events SUBSCRIBE and ICE_LINK, then OnAudio and OnVideo. */
  Subscribe({ streamId, enableVideo = false, enableAudio = true }: SubscribeParam): void {
    this.#run('subscribe', EventType.SUBSCRIBE, this.#uid, async () => {
      const kinds: TrackKind[] = [
        ...(enableAudio ? ['audio' as const] : []),
        ...(enableVideo ? ['video' as const] : []),
      ]
      // Success is told where automatic subscriptions are too: when the stream starts.
      await this.#call().subscribe(streamId, { kinds })
    })
  }

  /**
   * Queues sound, which leaves in real time: a sentence of synthesised speech may be given at once, microphone sound in
   * pieces of 10 ms. Dropped while no audio is published.
   * @throws MrtcError PARAMETER_INVALID when it is not whole samples
   */
  FeedAudio(audio: RtcAudioData): void {
    this.#output?.feedAudio(audio)
  }

  /**
   * Sends a picture at once: feed at the frame rate. Dropped while no video is published.
   * @throws MrtcError PARAMETER_INVALID when it is not what the engine was told
   */
  FeedVideo(video: RtcVideoData): void {
    this.#output?.feedVideo(video)
  }

  /**
   * Sends a text through the room to these participants, or to everyone else. There is no event for it.
   * @throws MrtcError NOT_IN_ROOM
   */
  SendText(text: string, peers: readonly string[] = []): void {
    this.#call()
      .room.sendText(text, peers.length === 0 ? {} : { to: peers })
      .catch((error: unknown) => this.#log.warn('the text was not sent', { error: String(error) }))
  }

  /** Event EXIT_ROOM. The session can enter a room again. */
  LeaveRoom(): void {
    const { state } = this.#state
    if (state === 'entering') this.#state.aborting.abort()
    else if (state === 'in') {
      this.#state.call.close().catch((error: unknown) => this.#log.warn('leaving failed', { error: String(error) }))
    } else this.#emit(EventType.EXIT_ROOM, codeFor(linuxCodes, 'leaveRoom', 'NOT_IN_ROOM'), failureExt('NOT_IN_ROOM'))
  }

  /**
   * Not in the guide. Tries to reconnect at once instead of waiting for the next attempt; an open connection moves to a new
   * socket, and media follows: events WSS_LINK as after a loss. Does nothing outside a room.
   */
  ReconnectNow(): void {
    if (this.#state.state === 'in') this.#state.call.client.reconnectNow()
  }

  /** The server's id of this call; empty outside a room. */
  GetSessionId(): string {
    return this.#sessionId
  }

  /** Drops sound that was not sent yet: interrupts a voice assistant. */
  ClearAudio(): void {
    this.#output?.clearAudio()
  }

  /** Bytes of sound that were not sent yet; 16 kHz mono has 32 a millisecond, 48 kHz stereo 192. */
  AudioQueueSize(): number {
    return this.#output?.queuedBytes ?? 0
  }

  /** For the engine: use `MRtcEngine.DestroySession`. */
  async destroy(): Promise<void> {
    const before = this.#state
    this.#state = { state: 'destroyed' }
    if (before.state === 'entering') before.aborting.abort()
    if (before.state === 'in') await before.call.close()
    this.#release()
  }

  async #enter(
    type: typeof EventType.CREATE_ROOM | typeof EventType.JOIN_ROOM,
    param: CreatRoomParam | JoinRoomParam,
    room: BotCallOptions['room'],
  ): Promise<void> {
    if (this.#state.state !== 'idle') throw new MrtcError('ALREADY_IN_ROOM')
    const { uid, sign, bizName, subBiz, workspaceId, autoSubscribe = false } = param
    const aborting = new AbortController()
    this.#state = { state: 'entering', uid, aborting }
    let call: BotCall
    try {
      call = await BotCall.join({
        url: this.#settings.roomUrl,
        uid,
        bizName,
        appId: subBiz,
        ...(workspaceId === undefined ? {} : { workspaceId }),
        sign,
        ...(room === undefined ? {} : { room }),
        autoSubscribe,
        audioFormat: this.#settings.audioFormat,
        videoForm: this.#settings.video.isH264 ? 'encoded' : 'i420',
        onConnectionState: (state) => this.#follow(state, uid),
        log: this.#log,
        signal: aborting.signal,
      })
    } catch (error) {
      if (this.#isEntering(aborting)) this.#state = { state: 'idle' }
      throw error
    }
    if (!this.#isEntering(aborting)) return call.close()
    this.#state = { state: 'in', uid, call }
    this.#listen(call)
    this.#emit(type, 0, JSON.stringify({ roomId: call.room.roomId, token: call.room.rtoken }))
    for (const feed of call.room.feeds.values()) this.#listener.OnNewPublisher(toStreamInfo(feed))
  }

  /** Whether this attempt is still the one: the session may have been destroyed meanwhile. */
  #isEntering(aborting: AbortController): boolean {
    return this.#state.state === 'entering' && this.#state.aborting === aborting
  }

  #listen(call: BotCall): void {
    const { room } = call
    const listener = this.#listener
    const others = (uid: string) => uid !== room.localUid
    room.on('feedPublished', (feed) => others(feed.uid) && listener.OnNewPublisher(toStreamInfo(feed)))
    room.on('feedUnpublished', (feed) => others(feed.uid) && listener.OnStreamGone(toStreamInfo(feed)))
    room.on('feedSubscribed', ({ feedId, subscriber }) => {
      const feed = room.feeds.get(feedId)
      if (feed !== undefined && others(subscriber)) listener.OnNewSubscriber({ ...toStreamInfo(feed), uid: subscriber })
    })
    room.on('participantJoined', ({ uid, displayName }) =>
      listener.OnNewJoiner?.({ uid, ...(displayName === undefined ? {} : { displayName }) }),
    )
    room.on('textReceived', ({ messageId, from, text, sentAt }) =>
      listener.OnText({ uid: from, text, messageId, timestamp: sentAt }),
    )
    room.on('mediaStateChanged', ({ direction, state }) => this.#followMedia(direction, state))
    call.on('streamStarted', (stream) => this.#streamStarted(stream))
    call.on('streamEnded', ({ feedId }) => this.#streamEnded(feedId))
    call.on('subscribeFailed', ({ feedId }, error) => this.#failed('subscribe', EventType.SUBSCRIBE, error, { feedId }))
    call.on('soundReceived', ({ data, timestampMs }, { feedId }) =>
      listener.OnAudio({ data, length: data.length, timestamp: timestampMs }, feedId),
    )
    call.on('pictureReceived', (picture, { feedId }) => listener.OnVideo(toVideoData(picture), feedId))
    call.on('frameReceived', (frame, codec, { feedId }) => {
      for (const video of this.#h264Outputs.get(feedId)?.receive(frame, codec) ?? []) listener.OnVideo(video, feedId)
    })
    call.on('closed', (reason) => this.#exited(call, reason))
  }

  async #publish(call: BotCall, { enableVideo, enableAudio }: Required<PublishParam>): Promise<void> {
    const { audioFormat, video } = this.#settings
    const feed = await call.publish({
      ...(enableAudio ? { audio: audioFormat } : {}),
      ...(enableVideo ? { video } : {}),
    })
    const output = new SessionOutput(feed, this.#settings)
    this.#output = output
    if (video.isH264) {
      feed.video?.on('keyFrameRequested', () => this.#listener.OnKeyFrameRequest?.())
      feed.video?.on('bitrateChanged', (bps) =>
        this.#listener.OnEncoderQosRequest?.({
          target_kbps: Math.round(bps / 1000),
          target_fps: video.framesPerSecond,
        }),
      )
    }
    feed.publication.on('closed', () => {
      output.close()
      this.#links.delete(feed.feedId)
      if (this.#output === output) this.#output = undefined
    })
    this.#emit(EventType.PUBLISH, 0, feed.feedId)
    this.#linked(feed.feedId, 'send')
  }

  #streamStarted({ feedId }: ReceivedStream): void {
    const { framesPerSecond, bitrateMaxBps, isH264 } = this.#settings.video
    if (isH264) this.#h264Outputs.set(feedId, new H264Output({ framesPerSecond, bitrateBps: bitrateMaxBps }))
    this.#emit(EventType.SUBSCRIBE, 0, feedId)
    this.#linked(feedId, 'recv')
  }

  #streamEnded(feedId: string): void {
    this.#links.delete(feedId)
    this.#h264Outputs.get(feedId)?.close()
    this.#h264Outputs.delete(feedId)
  }

  #linked(streamId: string, direction: 'send' | 'recv'): void {
    this.#links.add(streamId, direction)
    this.#emit(EventType.ICE_LINK, 0, streamId)
  }

  #followMedia(direction: 'send' | 'recv', state: MediaConnectionState): void {
    for (const { streamId, isUp } of this.#links.follow(direction, state)) {
      this.#emit(EventType.ICE_LINK, isUp ? 0 : codeFor(linuxCodes, 'mediaClosed', 'MEDIA_FAILED'), streamId)
    }
  }

  #follow(state: ConnectionState, uid: string): void {
    if (this.#state.state === 'destroyed') return
    if (state.state === 'open') {
      this.#sessionId = state.sessionId
      this.#onEngineEvent({ uid, type: EventType.WSS_LINK, code: 0, ext: '' })
      return
    }
    const error = state.state === 'closed' ? state.error : undefined
    // The first attempt to resume is the news; the following ones are not.
    const isLost = error !== undefined || (state.state === 'resuming' && state.attempt === 1)
    if (!isLost) return
    const failure = error ?? new MrtcError('CONNECTION_FAILED', 'The connection is lost and being resumed.')
    const code = codeFor(linuxCodes, 'connect', failure)
    this.#onEngineEvent({ uid, type: EventType.WSS_LINK, code, ext: JSON.stringify(failure.toWire()) })
  }

  #exited(call: BotCall, reason: RoomCloseReason): void {
    this.#release()
    this.#sessionId = ''
    if (this.#state.state !== 'in' || this.#state.call !== call) return
    const code = reason === 'left' ? 0 : codeFor(linuxCodes, 'leaveRoom', 'INTERNAL')
    this.#emit(EventType.EXIT_ROOM, code, JSON.stringify({ reason }))
    this.#state = { state: 'idle' }
    // Kicked or lost: there is nothing left to do with the connection.
    call.close().catch((error: unknown) => this.#log.warn('closing failed', { error: String(error) }))
  }

  #release(): void {
    this.#output?.close()
    this.#output = undefined
    for (const output of this.#h264Outputs.values()) output.close()
    this.#h264Outputs.clear()
    this.#links.clear()
  }

  get #uid(): string {
    return this.#state.state === 'entering' || this.#state.state === 'in' ? this.#state.uid : ''
  }

  #call(): BotCall {
    if (this.#state.state !== 'in') throw new MrtcError('NOT_IN_ROOM')
    return this.#state.call
  }

  /** Runs an operation whose failure is an event. */
  #run(operation: Operation, type: EventType, uid: string, work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      const failure = error instanceof MrtcError ? error : new MrtcError('INTERNAL', undefined, { cause: error })
      this.#log.warn('an operation failed', { operation, error: String(failure) })
      this.#failed(operation, type, failure, {}, uid)
    })
  }

  #failed(
    operation: Operation,
    type: EventType,
    error: MrtcError,
    fields: Readonly<Record<string, string>>,
    uid = this.#uid,
  ): void {
    this.#emit(type, codeFor(linuxCodes, operation, error), failureExt(error.code, error.message, fields), uid)
  }

  #emit(type: EventType, code: number, ext: string, uid = this.#uid): void {
    if (this.#state.state !== 'destroyed') this.#listener.OnSessionEvent({ uid, type, code, ext })
  }
}

const failureExt = (error: string, message?: string, fields: Readonly<Record<string, string>> = {}): string =>
  JSON.stringify({ error, message, ...fields })

const toStreamInfo = ({ feedId, uid, tag, tracks }: Feed): StreamInfo => ({
  streamId: feedId,
  uid,
  tag,
  hasAudio: tracks.some(({ kind }) => kind === 'audio'),
  hasVideo: tracks.some(({ kind }) => kind === 'video'),
})
