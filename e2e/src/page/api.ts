/** What a caller page answers; shared by the page itself and the tests that drive it. */

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

export interface JoinOptions {
  readonly url: string
  readonly identity: Identity
  /** Without it a room is created. */
  readonly room?: RoomAddress
  /** Publish camera and microphone; true by default. */
  readonly publish?: boolean
  /** Receive everybody, as much as there is; true by default. */
  readonly subscribe?: boolean
  /** Of the camera; 640x360 by default. */
  readonly size?: { readonly width: number; readonly height: number }
  /** As `CallClientOptions.repair`. */
  readonly repair?: 'on' | 'off'
  /** Media goes straight to the other one while there are two; false by default. */
  readonly direct?: boolean
  readonly iceServers?: readonly { urls: string; username: string; credential: string }[]
  readonly iceTransportPolicy?: 'all' | 'relay'
}

/** One subscription at one moment. Counters run from its beginning. */
export interface SubscriptionSample {
  readonly feedId: string
  /** Who is seen and heard. */
  readonly uid: string
  readonly video: {
    readonly framesDecoded: number
    readonly width: number
    readonly height: number
    readonly bytesReceived: number
    readonly freezeCount: number
  } | null
  readonly audio: {
    /** Sum of squared samples times duration (webrtc-stats, totalAudioEnergy). */
    readonly energy: number
    readonly bytesReceived: number
    readonly concealedSamples: number
    readonly totalSamples: number
  } | null
  /** Milliseconds since the epoch of the first frame shown; null before it. */
  readonly firstFrameAt: number | null
}

/** `window.caller` of the page. */
export interface CallerPage {
  join(options: JoinOptions): Promise<RoomAddress>
  samples(): Promise<SubscriptionSample[]>
  /** The longest times that each picture stood still since this was last asked, in milliseconds, also if it still does. */
  takeLongestStills(): { uid: string; stillMs: number }[]
  /** Milliseconds since the epoch at which `join` was called. */
  joinStartedAt(): number
  participants(): string[]
  feeds(): { feedId: string; uid: string }[]
  sendText(text: string, to?: string[]): Promise<{ messageId: string; recipients: string[] }>
  texts(): { from: string; text: string }[]
  delivered(): { messageId: string; uid: string }[]
  connection(): { state: string; code: string | null }
  /** How the room ended for this page, null while it is in it. */
  roomClosed(): string | null
  /** Asks for this layer of somebody's video, 0 the smallest; `null` for none of it. */
  setLayer(uid: string, layer: number | null): Promise<void>
  /** Bytes of video that were sent since it was published, headers left out. */
  sentVideoBytes(): Promise<number>
  setMuted(kind: 'audio' | 'video', muted: boolean): Promise<void>
  /** How the other's media comes to this page, and how everyone in the room says theirs does. */
  route(): { readonly own: string; readonly inRoom: Readonly<Record<string, string>> }
  /** Bytes of media that this page has sent to the server. */
  sentToServer(): Promise<number>
  /** Types of the local candidates of the pairs in use: `host`, `relay`, ... */
  candidateTypes(): Promise<string[]>
  /** Ends the direct connections under the client's hands. */
  closeDirect(): void
  kick(uid: string): Promise<void>
  unpublish(): Promise<void>
  leave(): Promise<void>
  close(): Promise<void>
}
