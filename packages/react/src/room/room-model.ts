import {
  AutoSubscriber,
  type ClientPort,
  type ConnectionState,
  type Feed,
  type MediaTracks,
  type ReadableStore,
  type RoomPort,
  Store,
} from '@mrtc/web-sdk/core'
import { Chat } from '../chat/chat.ts'
import { type MeasuredFlow, NetworkMonitor } from '../quality/network-monitor.ts'
import { SpeakerMonitor } from '../sound/speaker-monitor.ts'
import { watchMedia } from './media-health.ts'
import { observeRoom, type RoomView } from './room-view.ts'

/** What a model is made of. */
export interface RoomModelOptions {
  /** Who is in the room: its connection is watched, and left open at the end. */
  readonly client: Pick<ClientPort, 'state' | 'on'>
  readonly room: RoomPort
  /**
   * Whether somebody looks at this feed: the picture of one that is paused does not count as frozen.
   * @default all are seen
   */
  readonly isSeen?: (feedId: string) => boolean
}

/**
 * One room for the eyes of an application: everything that is shown of it, as stores. It subscribes to everybody's feeds.
 * No React in here: hooks read it, tests drive it.
 */
export class RoomModel {
  readonly room: RoomPort
  /** Who and what is in it. */
  readonly view: ReadableStore<RoomView>
  readonly connection: ReadableStore<ConnectionState>
  /** Whether sound and picture have been interrupted for a while. They come back by themselves. */
  readonly mediaLost: ReadableStore<boolean>
  /** The feeds of the others. */
  readonly subscriber: AutoSubscriber
  readonly chat: Chat
  readonly speakers: SpeakerMonitor
  readonly network: NetworkMonitor
  readonly #isSeen: (feedId: string) => boolean
  readonly #closers: (() => void)[]

  constructor({ client, room, isSeen = () => true }: RoomModelOptions) {
    this.room = room
    this.#isSeen = isSeen
    const { view, close: closeView } = observeRoom(room)
    const { lost, close: closeHealth } = watchMedia(room)
    const connection = new Store(client.state)
    this.view = view
    this.mediaLost = lost
    this.connection = connection
    this.subscriber = new AutoSubscriber(room)
    this.chat = new Chat(room)
    this.network = new NetworkMonitor(() => this.#flows())
    this.speakers = new SpeakerMonitor(() => this.#voices())
    const parts = [this.subscriber, this.chat, this.network, this.speakers]
    this.#closers = [
      client.on('stateChanged', (state) => connection.set(state)),
      closeView,
      closeHealth,
      ...parts.map((part) => () => part.close()),
    ]
  }

  /** Stops watching. Leaving the room is up to whoever entered it. Idempotent. */
  close(): void {
    for (const closePart of this.#closers.splice(0).reverse()) closePart()
  }

  #flows(): MeasuredFlow[] {
    const flows: MeasuredFlow[] = []
    for (const [feedId, reception] of this.subscriber.receptions.get()) {
      if (reception.state !== 'receiving') continue
      const expectsMotion = this.#isSeen(feedId) && showsMotion(this.room.feeds.get(feedId))
      flows.push({ feedId, direction: 'recv', expectsMotion, getStats: () => reception.subscription.getStats() })
    }
    for (const [feedId, publication] of this.room.publications) {
      flows.push({ feedId, direction: 'send', expectsMotion: false, getStats: () => publication.getStats() })
    }
    return flows
  }

  /** The sound of each person by uid. A shared screen's sound is not its owner's voice. */
  #voices(): Map<string, MediaStreamTrack> {
    const voices = new Map<string, MediaStreamTrack>()
    const add = (feed: Feed | undefined, { audio }: MediaTracks) => {
      if (feed !== undefined && audio !== undefined && isVoice(feed)) voices.set(feed.uid, audio)
    }
    for (const [feedId, reception] of this.subscriber.receptions.get()) {
      if (reception.state === 'receiving') add(this.room.feeds.get(feedId), reception.tracks)
    }
    for (const [feedId, { tracks }] of this.room.publications) add(this.room.feeds.get(feedId), tracks)
    return voices
  }
}

const isLive = (feed: Feed, kind: 'audio' | 'video') => feed.tracks.some((track) => track.kind === kind && !track.muted)

/** What is shown of a screen or file may stand still, and its sound is nobody's voice. */
const standsStill: ReadonlySet<Feed['source']> = new Set<Feed['source']>(['screen', 'region', 'file'])

const showsMotion = (feed: Feed | undefined): boolean =>
  feed !== undefined && !standsStill.has(feed.source) && isLive(feed, 'video')

const isVoice = (feed: Feed): boolean => !standsStill.has(feed.source) && isLive(feed, 'audio')
