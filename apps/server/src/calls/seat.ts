/** A session's place in a room, with the media that is its own. */
import { limits, MrtcError, type TrackKind, type TransportDirection } from '@mrtc/protocol'
import type { CallerSession } from '../signaling/contract.ts'
import type { LiveRoom } from './live-room.ts'

export interface PublishedTrack {
  readonly producerId: string
  readonly transportId: string
}

export interface WatchedFeed {
  readonly transportId: string
  /** Consumer ids. */
  readonly consumers: ReadonlyMap<TrackKind, string>
  /** The receiver is ready. */
  started: boolean
  /** The subscriber wants none of the video's layers. */
  videoOff: boolean
}

export class Seat {
  readonly session: CallerSession
  readonly room: LiveRoom
  readonly transports = new Map<string, TransportDirection>()
  /** By feed id. */
  readonly published = new Map<string, Map<TrackKind, PublishedTrack>>()
  /** By subscription id. */
  readonly watched = new Map<string, WatchedFeed>()
  /** Transports that are being made. */
  #opening = 0

  constructor(session: CallerSession, room: LiveRoom) {
    this.session = session
    this.room = room
  }

  get uid(): string {
    return this.session.uid
  }

  /** Runs `open` while counting it against the limit. @throws MrtcError TRANSPORT_LIMIT */
  async withTransportPlace<T>(open: () => Promise<T>): Promise<T> {
    if (this.transports.size + this.#opening >= limits.transportsPerParticipant) {
      throw new MrtcError('TRANSPORT_LIMIT', undefined, { data: { limit: limits.transportsPerParticipant } })
    }
    this.#opening++
    try {
      return await open()
    } finally {
      this.#opening--
    }
  }

  /** @throws MrtcError TRANSPORT_NOT_FOUND, also for a transport of somebody else; PARAMETER_INVALID */
  assertTransport(transportId: string, direction?: TransportDirection): void {
    const actual = this.transports.get(transportId)
    if (!actual) throw new MrtcError('TRANSPORT_NOT_FOUND', undefined, { field: 'transportId' })
    if (direction && actual !== direction) {
      const message = `This transport was created to ${actual}, this request needs one to ${direction}.`
      throw new MrtcError('PARAMETER_INVALID', message, { field: 'transportId' })
    }
  }

  /** @throws MrtcError SUBSCRIPTION_NOT_FOUND */
  watching(subscriptionId: string): WatchedFeed {
    const watched = this.watched.get(subscriptionId)
    if (watched) return watched
    throw new MrtcError('SUBSCRIPTION_NOT_FOUND', undefined, { field: 'subscriptionId' })
  }

  /** Feeds with a track on this transport. */
  feedsOn(transportId: string): string[] {
    return [...this.published]
      .filter(([, tracks]) => [...tracks.values()].some((track) => track.transportId === transportId))
      .map(([feedId]) => feedId)
  }

  /** Subscriptions on this transport. */
  subscriptionsOn(transportId: string): string[] {
    return [...this.watched].filter(([, watched]) => watched.transportId === transportId).map(([id]) => id)
  }
}
