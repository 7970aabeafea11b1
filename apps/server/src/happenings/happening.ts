/** What happens on this server, as facts with a time. Names are past tense and become part of stored data: add, do not rename. */
import type {
  EndReason,
  FeedSource,
  LeaveReason,
  QualityReport,
  ResumeCause,
  SubscriptionQuality,
  TrackKind,
} from '@mrtc/protocol'
import type { AppIdentity, ClientSoftware, SessionEnd } from '../signaling/contract.ts'

/**
 * Of a picture, in pixels: what a publisher captures, what a subscriber decodes, as their clients say. 0 by 0 until one has
 * said. Where a size may be undefined, that is sound without a picture.
 */
export interface PictureSize {
  readonly widthPx: number
  readonly heightPx: number
}

interface OfApp {
  /** Milliseconds since 1970, by this server's clock. */
  readonly at: number
  readonly app: AppIdentity
}

interface OfSession extends OfApp {
  readonly sessionId: string
  readonly uid: string
}

interface OfRoom extends OfApp {
  readonly roomId: string
}

interface OfFeed extends OfRoom {
  /** Of the publisher. */
  readonly uid: string
  readonly feedId: string
}

interface OfSubscription extends OfRoom {
  /** Of the subscriber. */
  readonly uid: string
  readonly subscriptionId: string
  readonly feedId: string
}

/** Where a session that this happened to was at the time. */
interface Whereabouts {
  readonly roomId: string | undefined
}

export type SessionHappening =
  | (OfSession & { readonly kind: 'session.connected' })
  /** Its socket was lost; it waits for another. */
  | (OfSession & Whereabouts & { readonly kind: 'session.suspended' })
  /** On another socket. `awayMs` is 0 when that came before the first was missed; `cause` as its client says, if it knows. */
  | (OfSession &
      Whereabouts & {
        readonly kind: 'session.resumed'
        readonly awayMs: number
        readonly cause?: ResumeCause | undefined
      })
  /**
   * It is over. With `shutdown` its place in a room is kept: neither `room.left` nor ends of its feeds and subscriptions
   * follow, so that whoever counts time ends all of it here.
   */
  | (OfSession & Whereabouts & { readonly kind: 'session.disconnected'; readonly end: SessionEnd })

export type RoomHappening =
  | (OfRoom & { readonly kind: 'room.created'; readonly uid: string })
  /** Also of the creator, right after `room.created`. `returning`: back on the place it had before the server was restarted. */
  | (OfRoom & {
      readonly kind: 'room.joined'
      readonly uid: string
      readonly sessionId: string
      readonly displayName: string | undefined
      /** As it says itself. */
      readonly client: ClientSoftware
      readonly returning: boolean
    })
  | (OfRoom & { readonly kind: 'room.left'; readonly uid: string; readonly reason: LeaveReason })
  /** Nobody is in any more, or somebody with the right to do so ended it. */
  | (OfRoom & { readonly kind: 'room.ended'; readonly creatorUid: string })
  /** After a restart of the server. Those who come back are `room.joined` with `returning`. */
  | (OfRoom & { readonly kind: 'room.restored'; readonly uids: readonly string[] })

export type FeedHappening =
  /** All its tracks stand. Also when a publisher is back after a restart of the server. */
  | (OfFeed & {
      readonly kind: 'feed.published'
      readonly tag: string
      readonly source: FeedSource
      readonly kinds: readonly TrackKind[]
      readonly muted: readonly TrackKind[]
      readonly size: PictureSize | undefined
    })
  /** Muted or not, another source. */
  | (OfFeed & {
      readonly kind: 'feed.changed'
      readonly source: FeedSource
      readonly kinds: readonly TrackKind[]
      readonly muted: readonly TrackKind[]
    })
  /** Its picture has another size; undefined while the publisher sends none. */
  | (OfFeed & { readonly kind: 'feed.resized'; readonly size: PictureSize | undefined })
  | (OfFeed & { readonly kind: 'feed.ended'; readonly reason: EndReason })

export type SubscriptionHappening =
  /** The receiver is ready: media flows from now on. Said once, also when its media is built anew. */
  | (OfSubscription & {
      readonly kind: 'subscription.started'
      readonly publisherUid: string
      readonly kinds: readonly TrackKind[]
      readonly size: PictureSize | undefined
    })
  /** What it gets is of another size; undefined while it gets sound alone. */
  | (OfSubscription & { readonly kind: 'subscription.resized'; readonly size: PictureSize | undefined })
  /** Also of one that never started. */
  | (OfSubscription & { readonly kind: 'subscription.ended' })
  /** Its downlink has no room for the picture, or has it again. */
  | (OfSubscription & { readonly kind: 'subscription.heldChanged'; readonly isHeld: boolean })
  /** What the receiver says of the last seconds. */
  | (OfSubscription & {
      readonly kind: 'subscription.qualityReported'
      /** Of packets, from 0 to 1, before repair. */
      readonly lossShare: number
    })

/** What a participant's client measured; only of feeds and subscriptions that it has. Nothing may depend on it. */
export type QualityHappening = OfRoom & {
  readonly kind: 'quality.reported'
  readonly uid: string
  readonly report: Omit<QualityReport, 'subscriptions'> & {
    readonly subscriptions: readonly (SubscriptionQuality & { readonly feedId: string })[]
  }
}

export type TransportHappening =
  /** Media has another path from now on. */
  | (OfRoom & { readonly kind: 'transport.restarted'; readonly uid: string; readonly transportId: string })
  /** `failed`: it died on this side or the peer closed it; `replaced`: the client gave it up; `workerDied`: with its worker. */
  | (OfRoom & {
      readonly kind: 'transport.closed'
      readonly uid: string
      readonly transportId: string
      readonly cause: 'failed' | 'replaced' | 'workerDied'
    })

export type Happening =
  | SessionHappening
  | RoomHappening
  | FeedHappening
  | SubscriptionHappening
  | QualityHappening
  | TransportHappening

export type HappeningKind = Happening['kind']
/** The happening of this kind. */
export type HappeningOf<K extends HappeningKind> = Extract<Happening, { readonly kind: K }>
