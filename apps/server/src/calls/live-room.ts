/** What belongs to a room besides its state: who sits where, its media, messages that wait for acknowledgement. */
import { type AnyEvent, limits, MrtcError, type TrackKind } from '@mrtc/protocol'
import type { VideoCodec } from '../apps/index.ts'
import type { MediaService, RoomMedia } from '../media/index.ts'
import { Delays } from './delays.ts'
import type { FeedDemand } from './demand.ts'
import { MessageLedger } from './message-ledger.ts'
import type { FeedPicture } from './pictures.ts'
import type { PublishedTrack, Seat } from './seat.ts'

export interface LiveRoomListener {
  transportClosed(room: LiveRoom, transportId: string): void
  videoLimitsChanged(room: LiveRoom, transportId: string, limits: ReadonlyMap<string, number>): void
  videoHeldChanged(room: LiveRoom, consumerId: string, isHeld: boolean): void
  mediaLost(room: LiveRoom): void
}

type MediaState =
  | { readonly state: 'none' }
  | { readonly state: 'opening'; readonly opened: Promise<RoomMedia> }
  | { readonly state: 'open'; readonly media: RoomMedia }
  | { readonly state: 'closed' }

export class LiveRoom {
  readonly roomId: string
  /** What may be published, the preferred one first: settled when the room was made. */
  readonly videoCodecs: readonly VideoCodec[]
  /** By uid. */
  readonly seats = new Map<string, Seat>()
  readonly messages = new MessageLedger()
  /** By feed id: tracks of files that are played. */
  readonly played = new Map<string, ReadonlyMap<TrackKind, Pick<PublishedTrack, 'producerId'>>>()
  /** By feed id: how many of its tracks recorders listen to. */
  readonly taps = new Map<string, number>()
  /** By feed id: what its publisher was told last, unless that was nothing. */
  readonly demands = new Map<string, FeedDemand>()
  /** By feed id: layers that nobody wants any more, about to be told. */
  readonly lowering = new Delays()
  readonly #pictures = new Map<string, FeedPicture>()
  readonly #service: MediaService
  readonly #listener: LiveRoomListener
  readonly #keptMessages = new Map<string, AnyEvent[]>()
  readonly #closing = new AbortController()
  #media: MediaState = { state: 'none' }
  #emptyTimer: NodeJS.Timeout | undefined

  constructor(options: {
    roomId: string
    videoCodecs: readonly VideoCodec[]
    service: MediaService
    listener: LiveRoomListener
  }) {
    this.roomId = options.roomId
    this.videoCodecs = options.videoCodecs
    this.#service = options.service
    this.#listener = options.listener
  }

  /** @throws MrtcError TRANSPORT_NOT_FOUND when there is none: nothing that stood on it can be meant */
  get media(): RoomMedia {
    if (this.#media.state === 'open') return this.#media.media
    throw new MrtcError('TRANSPORT_NOT_FOUND')
  }

  get mediaIfOpen(): RoomMedia | undefined {
    return this.#media.state === 'open' ? this.#media.media : undefined
  }

  /** To be asked after each wait: the media may have been lost meanwhile. @throws MrtcError MEDIA_UNAVAILABLE */
  assertMedia(media: RoomMedia): void {
    if (this.mediaIfOpen !== media) throw new MrtcError('MEDIA_UNAVAILABLE')
  }

  /** The room's media, opened now when there is none yet or it was lost. @throws MrtcError MEDIA_UNAVAILABLE */
  openMedia(): Promise<RoomMedia> {
    switch (this.#media.state) {
      case 'open':
        return Promise.resolve(this.#media.media)
      case 'opening':
        return this.#media.opened
      case 'none': {
        const opened = this.#open()
        this.#media = { state: 'opening', opened }
        return opened
      }
      case 'closed':
        return Promise.reject(new MrtcError('ROOM_ENDED'))
    }
  }

  /** The tracks of a feed, whoever publishes it. */
  tracksOf({ feedId, uid }: { readonly feedId: string; readonly uid: string }) {
    return this.seats.get(uid)?.published.get(feedId) ?? this.played.get(feedId)
  }

  /** What is known of the size of a feed's picture. */
  pictureOf(feedId: string): FeedPicture {
    const picture = this.#pictures.get(feedId) ?? { reported: undefined, told: undefined }
    this.#pictures.set(feedId, picture)
    return picture
  }

  /** Nothing of it is needed any more. */
  feedEnded(feedId: string): void {
    this.demands.delete(feedId)
    this.lowering.cancel(feedId)
    this.#pictures.delete(feedId)
  }

  /** Keeps a message for one whose place waits for them. Beyond the limit the oldest go. */
  keepMessage(uid: string, message: AnyEvent): void {
    const kept = this.#keptMessages.get(uid) ?? []
    this.#keptMessages.set(uid, [...kept, message].slice(-limits.unacknowledgedMessages))
  }

  /** What was kept for one who is back, or has gone. */
  takeMessages(uid: string): readonly AnyEvent[] {
    const kept = this.#keptMessages.get(uid) ?? []
    this.#keptMessages.delete(uid)
    return kept
  }

  /** Calls `onTimeout` unless somebody comes in in time. */
  whenStillEmpty(afterMs: number, onTimeout: () => void): void {
    clearTimeout(this.#emptyTimer)
    this.#emptyTimer = setTimeout(onTimeout, afterMs)
  }

  notEmpty(): void {
    clearTimeout(this.#emptyTimer)
  }

  close(): void {
    clearTimeout(this.#emptyTimer)
    this.lowering.close()
    this.#closing.abort()
    const before = this.#media
    this.#media = { state: 'closed' }
    if (before.state === 'open') before.media.close()
  }

  async #open(): Promise<RoomMedia> {
    try {
      const media = await this.#service.createRoomMedia({
        roomId: this.roomId,
        signal: this.#closing.signal,
        listener: {
          transportClosed: (transportId) => this.#listener.transportClosed(this, transportId),
          videoLimitsChanged: (transportId, limits) => this.#listener.videoLimitsChanged(this, transportId, limits),
          videoHeldChanged: (consumerId, isHeld) => this.#listener.videoHeldChanged(this, consumerId, isHeld),
          lost: () => this.#lost(),
        },
      })
      if (this.#media.state === 'closed') {
        media.close()
        throw new MrtcError('ROOM_ENDED')
      }
      this.#media = { state: 'open', media }
      return media
    } catch (error) {
      if (this.#media.state === 'opening') this.#media = { state: 'none' }
      throw error
    }
  }

  #lost(): void {
    if (this.#media.state === 'closed') return
    this.#media = { state: 'none' }
    this.#listener.mediaLost(this)
  }
}
