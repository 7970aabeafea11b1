import type { RoomCloseReason, RoomPort } from './call-ports.ts'
import type { AttendingParticipant } from './callbacks.ts'
import { endOfRoom } from './codes.ts'
import type { AutoPublish, PublishConfig, RoomConfig, SubscribeConfig } from './config/index.ts'
import { parsePublish, parseSubscribe } from './config/index.ts'
import { meetingError } from './failures.ts'
import { Fault } from './fault.ts'
import type { Notify } from './notify.ts'
import { Player } from './page/index.ts'
import type { MeetingPorts } from './ports.ts'
import { Publishing } from './publishing/index.ts'
import { AutoSubscribing, Subscribing } from './subscribing/index.ts'

export interface CallOptions {
  readonly room: RoomPort
  readonly config: RoomConfig
  readonly ports: MeetingPorts
  readonly notify: Notify
  /** Stream ids are unique in a controller, also over several calls. */
  readonly nextSid: () => number
  /** The room is over without us having left: `close` is due. */
  readonly onOver: (reason: RoomCloseReason) => void
}

/** One stay in a room: its streams, what happens in it as callbacks, and the automatic modes. */
export class Call {
  readonly publishing: Publishing
  readonly subscribing: Subscribing
  readonly room: RoomPort
  readonly #options: CallOptions
  readonly #autoSubscribing: AutoSubscribing | undefined
  readonly #player: Player
  readonly #unlisten: (() => void)[]
  #autoPublish: AutoPublish | undefined
  #isOver = false

  constructor(options: CallOptions) {
    const { room, config, ports, notify, nextSid } = options
    const { page, capture } = ports
    const player = new Player(page)
    this.#options = options
    this.#player = player
    this.room = room
    this.publishing = new Publishing({ room, notify, page, player, capture })
    this.subscribing = new Subscribing({ room, notify, page, player })
    this.#autoSubscribing =
      config.autoSubscribe &&
      new AutoSubscribing({ room, subscribing: this.subscribing, slots: config.autoSubscribe, nextSid })
    this.#autoPublish = config.autoPublish
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
  start(): void {
    this.#autoSubscribing?.offerAll()
    const isAccompanied = this.room.participants.size > 1
    if (isAccompanied || !this.#autoPublish?.whenAccompanied) this.#publishByItself()
  }

  /** @throws MeetingError, after its callback */
  async publish(config: PublishConfig): Promise<number> {
    const sid = this.#options.nextSid()
    const { settings, target } = this.#parsed(sid, config)
    await this.publishing.publish(sid, settings, target)
    return sid
  }

  /** @throws MeetingError, after its callback */
  async subscribe(config: SubscribeConfig): Promise<number> {
    const sid = this.#options.nextSid()
    const { feedId, targets } = this.#parsedSubscription(sid, config)
    await this.subscribing.subscribe(sid, feedId, targets)
    return sid
  }

  async unsubscribe(sid: number): Promise<void> {
    const feedId = this.subscribing.feedOf(sid)
    if (feedId !== undefined) this.#autoSubscribing?.decline(feedId)
    await this.subscribing.unsubscribe(sid)
  }

  /** Ends every stream with its OnMediaClose. Idempotent. */
  close(reason: RoomCloseReason): void {
    if (this.#isOver) return
    this.#isOver = true
    for (const off of this.#unlisten) off()
    const end = endOfRoom[reason]
    this.publishing.close(end)
    this.subscribing.close(end)
    this.#player.close()
  }

  #parsed(sid: number, config: PublishConfig): ReturnType<typeof parsePublish> {
    const { notify } = this.#options
    try {
      return parsePublish(config)
    } catch (thrown) {
      // The custom profile is a matter of capturing (5111), everything else of publishing.
      const isOfCapture = thrown instanceof Fault && thrown.failure === 'customProfileMissing'
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
      this.#options.notify('OnSubscribeFailed', sid, error.code, error.msg)
      throw error
    }
  }

  #publishByItself(): void {
    const { nextSid } = this.#options
    const auto = this.#autoPublish
    if (auto === undefined) return
    this.#autoPublish = undefined
    // OnMediaCallFail or OnPublishFailed has told.
    for (const target of auto.targets) this.publishing.publish(nextSid(), auto.settings, target).catch(() => {})
  }

  #listen(): (() => void)[] {
    const { room, notify, onOver } = this.#options
    const isOther = (uid: string) => uid !== room.localUid
    return [
      room.on('participantJoined', ({ uid }) => {
        if (!isOther(uid)) return
        notify('OnNewJoinerIn', uid)
        this.#publishByItself()
      }),
      room.on('participantLeft', ({ uid }, reason) => {
        if (isOther(uid)) notify('OnParticipantLeaveRoom', uid, reason === 'left' ? 1 : 2)
      }),
      room.on('feedPublished', (feed) => {
        const { uid, feedId, tag, source } = feed
        if (!isOther(uid)) return
        notify('OnNewPublish', { uid, feedId, tag, mediaSource: source })
        this.#autoSubscribing?.offer(feed)
      }),
      room.on('feedSubscribed', ({ uid, feedId, subscriber }) => {
        if (isOther(subscriber)) notify('OnNewSubscribe', subscriber, { uid, feedId })
      }),
      room.on('feedUnsubscribed', ({ uid, feedId, subscriber }) => {
        if (isOther(subscriber)) notify('OnUnSubscribe', subscriber, { uid, feedId })
      }),
      room.on('textReceived', ({ from, text }) => notify('OnReceiveTextMsg', from, text)),
      room.on('closed', onOver),
    ]
  }
}
