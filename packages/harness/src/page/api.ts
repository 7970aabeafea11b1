/** What an instrumented page takes and gives; shared by the page and the runner. Times are milliseconds since the epoch. */
import type { PublishPlan } from '../scenario/index.ts'

export interface Identity {
  readonly uid: string
  readonly bizName: string
  readonly appId: string
  readonly workspaceId: string
  readonly sign: string
}

export interface RoomAddress {
  readonly roomId: string
  readonly rtoken: string
}

export interface JoinPlan {
  readonly url: string
  readonly identity: Identity
  /** Without it a room is created. */
  readonly room: RoomAddress | null
  readonly publish: PublishPlan | null
  readonly subscribe: boolean
  /** `off`: plain mediasoup, for the figures that repairs are compared with. */
  readonly repair: 'on' | 'off'
}

/** When things happened; null: not yet. */
export interface JoinTimes {
  startedAt: number
  socketOpenAt: number | null
  welcomeAt: number | null
  roomJoinedAt: number | null
  /** When it began to publish. */
  publishStartedAt: number | null
  iceConnectedAt: number | null
  dtlsConnectedAt: number | null
}

/** A frame: its number (-1 where no barcode could be read) and when it was seen. */
export type SeenFrame = readonly [number: number, atMs: number]

export interface SoundBlock {
  readonly samples: number
  /** When it was delivered. */
  readonly atMs: number
}

export interface Sound {
  readonly sampleRate: number
  /** 16-bit little-endian mono, base64. */
  readonly pcm: string
  readonly blocks: readonly SoundBlock[]
}

/** One decoded frame, I420 without padding. */
export interface Snapshot {
  readonly number: number
  readonly width: number
  readonly height: number
  /** base64 */
  readonly i420: string
}

/** What getStats gave, with the names of webrtc-stats after `video.` or `audio.`; counters run from the beginning. */
export type RawStats = Record<string, number | string | boolean | null>

export interface PublicationDrain {
  readonly stats: RawStats
  readonly frames: readonly SeenFrame[]
  readonly sound: Sound | null
}

export interface SubscriptionDrain {
  /** Of the publisher. */
  readonly uid: string
  readonly stats: RawStats
  readonly frames: readonly SeenFrame[]
  readonly sound: Sound | null
  readonly snapshot: Snapshot | null
  readonly firstPacketAt: number | null
  readonly firstFrameDecodedAt: number | null
  readonly firstFrameShownAt: number | null
}

/** What the client did about its network. */
export interface Decision {
  readonly atMs: number
  readonly reasons: readonly string[]
}

/** Everything since the last drain. */
export interface Drain {
  readonly atMs: number
  readonly connection: string
  /** Of signalling; null while there is none that is open, and for bots. */
  readonly sessionId: string | null
  readonly times: JoinTimes
  readonly decisions: readonly Decision[]
  readonly publication: PublicationDrain | null
  readonly subscriptions: readonly SubscriptionDrain[]
}

/** `window.probe` of the page. */
export interface ProbePage {
  join(plan: JoinPlan): Promise<RoomAddress>
  drain(): Promise<Drain>
  pauseVideo(paused: boolean): Promise<void>
  /** The page's clock now, for comparison with others'. */
  now(): number
  leave(): Promise<void>
}
