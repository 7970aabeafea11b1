import { type ConnectionState, Emitter, type RoomCloseReason } from '@mrtc/client'
import type { Feed } from '@mrtc/protocol'
import { recall } from '../identity/memory.ts'
import type { CallAddress } from '../links/call-link.ts'
import type { LocalMedia } from '../media/local-media.ts'
import type { LocalSource } from '../media/local-source.ts'
import { NetworkLog } from '../network/network-log.ts'
import { type MeasuredFlow, NetworkMonitor } from '../network/network-monitor.ts'
import { type Problem, problemOf } from '../problems/problem.ts'
import { AutoSubscriber } from './auto-subscriber.ts'
import { Chat } from './chat.ts'
import { LayerChooser } from './layer-chooser.ts'
import { watchMedia } from './media-health.ts'
import type { Notice } from './notice.ts'
import type { ClientPort, RoomPort } from './ports.ts'
import { Publisher } from './publisher.ts'
import { nameOf, observeRoom, type RoomView } from './room-view.ts'
import { ScreenShare } from './screen-share.ts'
import { SpeakerMonitor } from './speaker-monitor.ts'
import { type ReadableStore, Store } from './store.ts'
import { trackOf } from './tiles.ts'

/** Why we are not in the call any more. */
export interface CallEnd {
  readonly reason: RoomCloseReason
  /** What ended the session, if it was not ended on purpose. */
  readonly problem?: Problem
}

export interface CallOptions {
  readonly client: ClientPort
  readonly room: RoomPort
  readonly media: LocalMedia
}

const isShown = (feed: Feed): boolean => trackOf(feed, 'video')?.muted === false

/** One call from joining to its end: its parts, and what they tell each other. */
export class Call {
  readonly media: LocalMedia
  readonly room: RoomPort
  readonly view: ReadableStore<RoomView>
  readonly connection: ReadableStore<ConnectionState>
  /** Sound and picture are interrupted. */
  readonly mediaLost: ReadableStore<boolean>
  readonly subscriber: AutoSubscriber
  readonly publisher: Publisher
  readonly screen: ScreenShare
  readonly chat: Chat
  readonly network: NetworkMonitor
  readonly networkLog: NetworkLog
  readonly speakers: SpeakerMonitor
  readonly layers: LayerChooser
  readonly events = new Emitter<{ notice: [Notice]; ended: [CallEnd] }>()
  readonly #client: ClientPort
  readonly #closers: (() => void)[] = []
  #isClosed = false

  constructor({ client, room, media }: CallOptions) {
    this.#client = client
    this.room = room
    this.media = media
    const report = (problem: Problem) => this.#notify({ about: 'problem', problem })
    const { view, close: closeView } = observeRoom(room)
    const { lost, close: closeHealth } = watchMedia(room)
    this.view = view
    this.mediaLost = lost
    this.connection = this.#observeConnection()
    this.subscriber = new AutoSubscriber(room)
    this.publisher = new Publisher({
      room,
      microphone: media.microphone,
      camera: media.camera,
      preference: recall('pictures') === 'maintain-resolution' ? 'maintain-resolution' : 'maintain-framerate',
      onProblem: report,
    })
    this.screen = new ScreenShare({
      room,
      onProblem: report,
      onCaptureFailed: (problem) => this.#notify({ about: 'captureFailed', device: 'screen', problem }),
    })
    this.chat = new Chat(room)
    this.layers = new LayerChooser(this.subscriber.receptions)
    this.network = new NetworkMonitor(() => this.#flows())
    this.networkLog = new NetworkLog({ client, room })
    this.speakers = new SpeakerMonitor(() => this.#voices())
    this.#closers.push(
      closeView,
      closeHealth,
      ...[this.subscriber, this.publisher, this.screen].map((part) => () => part.close()),
    )
    this.#closers.push(
      ...[this.chat, this.layers, this.network, this.networkLog, this.speakers].map((part) => () => part.close()),
    )
    this.#announceRoom()
    this.#announceDevice('camera', media.camera)
    this.#announceDevice('microphone', media.microphone)
  }

  get address(): CallAddress {
    return { roomId: this.room.roomId, rtoken: this.room.rtoken }
  }

  get isCreator(): boolean {
    return this.room.creatorUid === this.room.localUid
  }

  reconnectNow(): void {
    this.#client.reconnectNow()
  }

  /** Removes someone; only the creator may. */
  async remove(uid: string): Promise<void> {
    try {
      await this.room.kick(uid)
    } catch (error) {
      this.#notify({ about: 'problem', problem: problemOf(error) })
    }
  }

  /** Leaves for good and gives up the session; camera and microphone stay with whoever opened them. Idempotent. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    for (const closePart of this.#closers.splice(0).reverse()) closePart()
    await this.#client.close()
  }

  #notify(notice: Notice): void {
    if (!this.#isClosed) this.events.emit('notice', notice)
  }

  #observeConnection(): ReadableStore<ConnectionState> {
    const connection = new Store(this.#client.state)
    const off = this.#client.on('stateChanged', (state) => {
      const before = connection.get()
      connection.set(state)
      if (before.state === 'resuming' && state.state === 'open') this.#notify({ about: 'recovered' })
    })
    this.#closers.push(off)
    return connection
  }

  #announceRoom(): void {
    const { room } = this
    this.#closers.push(
      room.on('participantJoined', ({ uid, displayName }) =>
        this.#notify({ about: 'joined', name: displayName || uid }),
      ),
      room.on('participantLeft', ({ uid, displayName }, reason) =>
        this.#notify({ about: 'left', name: displayName || uid, reason }),
      ),
      room.on('feedPublished', ({ uid, source }) => {
        if (source !== 'screen' || uid === room.localUid) return
        this.#notify({ about: 'shareStarted', name: nameOf(room.participants.get(uid), uid) })
      }),
      room.on('textReceived', ({ from, text }) => {
        if (!this.chat.isOpen) this.#notify({ about: 'message', name: nameOf(room.participants.get(from), from), text })
      }),
      room.on('closed', (reason) => {
        const state = this.#client.state
        const error = state.state === 'closed' ? state.error : undefined
        this.events.emit('ended', { reason, ...(error === undefined ? {} : { problem: problemOf(error) }) })
      }),
    )
  }

  #announceDevice(device: 'camera' | 'microphone', source: LocalSource): void {
    this.#closers.push(
      source.store.subscribe(() => {
        const state = source.store.get()
        if (state.state === 'failed') this.#notify({ about: 'captureFailed', device, problem: state.problem })
      }),
    )
  }

  #flows(): MeasuredFlow[] {
    const flows: MeasuredFlow[] = []
    for (const [feedId, reception] of this.subscriber.receptions.get()) {
      if (reception.state !== 'receiving') continue
      const feed = this.room.feeds.get(feedId)
      const expectsMotion =
        feed !== undefined && feed.source !== 'screen' && this.layers.isSeen(feedId) && isShown(feed)
      flows.push({ feedId, direction: 'recv', expectsMotion, getStats: () => reception.subscription.getStats() })
    }
    const own = new Set(this.publisher.publications.get().values())
    const screen = this.screen.store.get()
    if (screen.state === 'sharing') own.add(screen.publication)
    for (const publication of own) {
      flows.push({
        feedId: publication.feedId,
        direction: 'send',
        expectsMotion: false,
        getStats: () => publication.getStats(),
      })
    }
    return flows
  }

  /** The sound of each person by uid. A shared screen's sound is not its owner's voice. */
  #voices(): Map<string, MediaStreamTrack> {
    const voices = new Map<string, MediaStreamTrack>()
    for (const [feedId, reception] of this.subscriber.receptions.get()) {
      const feed = this.room.feeds.get(feedId)
      if (reception.state !== 'receiving' || feed === undefined || feed.source === 'screen') continue
      if (reception.tracks.audio !== undefined) voices.set(feed.uid, reception.tracks.audio)
    }
    const microphone = this.media.microphone.store.get()
    if (microphone.state === 'on') voices.set(this.room.localUid, microphone.track)
    return voices
  }
}
