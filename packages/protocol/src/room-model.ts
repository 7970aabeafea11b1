/** What a room consists of, as plain types for applications; `model.ts` has the schemas that hold the wire to them. */

/** A feed has at most one track of a kind. */
export type TrackKind = 'audio' | 'video'

/** What a feed shows (guide 6.3.2, publish_device). */
export type FeedSource = 'camera' | 'screen' | 'file' | 'region' | 'custom'

/** One track of a feed, as its publisher announced it. */
export interface FeedTrack {
  kind: TrackKind
  /** The publisher muted it: no packets flow. */
  muted: boolean
  /** For example `video/VP8`. */
  mimeType: string
}

/** One published stream: audio, video or both, with a tag of the application's. */
export interface Feed {
  /** Of this publication: what is published again has another. */
  feedId: string
  /** Whose it is. */
  uid: string
  /** Of the application, as it was published. */
  tag: string
  source: FeedSource
  /** At most one of a kind. */
  tracks: FeedTrack[]
}

/** Somebody in a room. */
export interface Participant {
  uid: string
  /** Guide 6.3.3, OnRoomAttendanceList: 0 is a person, 101 a file that the server plays. */
  userType: number
  /** Milliseconds since the epoch, of the server's clock. */
  joinedAt: number
  /** False while its session has no socket; it comes back or leaves within the session's time to live. */
  connected: boolean
  /** A name for people to read, if the client gave one. */
  displayName?: string | undefined
  /** Entered with `direct`: media may go straight to the other one while there are two (guide: engine 2). */
  direct?: boolean | undefined
  /** How it receives the other's media, as it says itself; left out while that is over the server. */
  route?: Exclude<MediaRoute, 'server'> | undefined
}

/** How media comes to a participant: over the server, straight from the other page, or from it by a TURN server. */
export type MediaRoute = 'server' | 'direct' | 'relay'

/** Guide 6.3.3, OnParticipantLeaveRoom: `left` is 1 (normal), the others are 2 (abnormal). */
export type LeaveReason = 'left' | 'lost' | 'kicked' | 'takenOver' | 'roomEnded'

/** Why a feed or subscription ended. */
export type EndReason = 'unpublished' | 'unsubscribed' | 'participantLeft' | 'roomEnded' | 'mediaFailed'

/** What became of an invitation. `busy`: in another room; `offline`: not connected, or not any more; `timeout`: no reply. */
export type InviteReply = 'accepted' | 'declined' | 'busy' | 'offline' | 'timeout'
