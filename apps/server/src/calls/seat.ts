/** A session's place in a room, with the media that is its own. */
import { limits, MrtcError, type TrackKind, type TransportDirection } from '@mrtc/protocol'
import type { PictureSize } from '../happenings/index.ts'
import type { VideoLayers } from '../media/index.ts'
import type { SubscriptionState } from '../rooms/index.ts'
import type { CallerSession } from '../signaling/contract.ts'
import { TokenBucket } from '../token-bucket.ts'
import type { LiveRoom } from './live-room.ts'

/** Twice as often as clients are to send them, and a few more after a lost connection. */
const qualityReportsPerSecond = 2_000 / limits.qualityReportEveryMs
const qualityReportBurst = 6

export interface PublishedTrack {
  readonly producerId: string
  readonly transportId: string
}

/** What runs for a subscription. Without a transport it waits for its subscriber to attach it to another. */
export interface WatchedFeed {
  readonly feedId: string
  readonly kinds: readonly TrackKind[]
  transportId: string | undefined
  /** Consumer ids. A kind whose media is gone is missing. */
  consumers: ReadonlyMap<TrackKind, string>
  /** The receiver is ready. */
  started: boolean
  /** Listeners of happenings have heard that it started. */
  toldStarted: boolean
  /** What the subscriber wants of the video: `null` none of it, `undefined` all that there is. */
  layers: VideoLayers | null | undefined
  /** Its downlink has no room for the picture. */
  isHeld: boolean
  /** How large the picture is, as the subscriber says. */
  reportedSize: PictureSize | undefined
  /** How large it is, as listeners of happenings have heard. */
  toldSize: PictureSize | undefined
  /** What the subscriber reported last. */
  lossShare: number
  /** What its downlink can take of the video; undefined while that is all. */
  videoLimitBps: number | undefined
}

export class Seat {
  readonly session: CallerSession
  readonly room: LiveRoom
  readonly transports = new Map<string, TransportDirection>()
  /** By feed id. */
  readonly published = new Map<string, Map<TrackKind, PublishedTrack>>()
  /** Ids of files that it plays, from being asked to on. */
  readonly playbacks = new Set<string>()
  /** By subscription id. */
  readonly watched = new Map<string, WatchedFeed>()
  /** What it may send as texts and commands, in bytes. */
  readonly messageBytes = new TokenBucket(
    { perSecond: limits.messageBytesPerSecond, burst: limits.messageBytesBurst },
    performance.now(),
  )
  /** Reports of quality. */
  readonly qualityReports = new TokenBucket(
    { perSecond: qualityReportsPerSecond, burst: qualityReportBurst },
    performance.now(),
  )
  /** Transports that are being made. */
  #opening = 0

  constructor(session: CallerSession, room: LiveRoom) {
    this.session = session
    this.room = room
  }

  /** Comes back to what this uid watched, without media yet. */
  takeUp(subscriptions: Iterable<SubscriptionState>): void {
    for (const { subscriptionId, feedId, kinds } of subscriptions) {
      this.watched.set(subscriptionId, {
        feedId,
        kinds,
        transportId: undefined,
        consumers: new Map(),
        started: false,
        toldStarted: false,
        isHeld: false,
        reportedSize: undefined,
        toldSize: undefined,
        layers: undefined,
        lossShare: 0,
        videoLimitBps: undefined,
      })
    }
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

  /** Takes note that a transport is gone with all on it. @returns the tracks that lost their media */
  dropTransport(transportId: string): { readonly feedId: string; readonly kinds: readonly TrackKind[] }[] {
    this.transports.delete(transportId)
    for (const watched of this.watched.values()) {
      if (watched.transportId !== transportId) continue
      watched.transportId = undefined
      watched.videoLimitBps = undefined
      watched.consumers = new Map()
    }
    return [...this.published].flatMap(([feedId, tracks]) => {
      const kinds = [...tracks].filter(([, track]) => track.transportId === transportId).map(([kind]) => kind)
      for (const kind of kinds) tracks.delete(kind)
      return kinds.length > 0 ? [{ feedId, kinds }] : []
    })
  }
}
