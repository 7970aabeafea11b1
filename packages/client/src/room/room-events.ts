import type {
  ActiveRecording,
  EndReason,
  Feed,
  InviteReply,
  LeaveReason,
  Participant,
  RecordingEnd,
  RecordingFailure,
  VodEnd,
} from '@mrtc/protocol'
import type { RouteView } from '../direct/index.ts'
import type { ReceivedFile } from '../files/index.ts'
import type { MediaConnectionState } from '../media/index.ts'
import type { NetworkDecision } from '../weak-network/index.ts'

/** Why a room is over for us: what the server said, or `sessionLost` when the whole session ended. */
export type RoomCloseReason = LeaveReason | 'sessionLost'

/** A text that somebody sent to us, or to everyone. */
export interface ReceivedText {
  readonly messageId: string
  /** The sender's uid. */
  readonly from: string
  readonly text: string
  /** Milliseconds since the epoch, of the server's clock. */
  readonly sentAt: number
}

/** A command that somebody's application sent to ours, or to everyone's. */
export interface ReceivedCommand {
  readonly messageId: string
  /** The sender's uid. */
  readonly from: string
  /** What it is about, up to 64 characters. */
  readonly name: string
  /** What JSON can carry. */
  readonly payload: unknown
  /** Milliseconds since the epoch, of the server's clock. */
  readonly sentAt: number
}

/** Somebody began or ended to receive a feed. */
export interface FeedAudience {
  readonly feedId: string
  /** Whose feed it is. */
  readonly uid: string
  /** Who receives it. */
  readonly subscriber: string
}

/** What of a recording failed. */
export interface FailedRecording {
  readonly recordId: string
  /** Whether it ran already. */
  readonly phase: 'starting' | 'running'
  readonly failure: RecordingFailure
  /** The feed that could not be recorded; others go on. */
  readonly feedId?: string | undefined
  /** For people to read. */
  readonly message: string
}

/** A file that played. */
export interface EndedPlayback {
  readonly vodId: string
  readonly reason: VodEnd
  readonly error?: { readonly code: string; readonly message: string } | undefined
}

/** The state of the room is updated before the event about it is sent. */
export type RoomEvents = {
  /** Somebody came. */
  participantJoined: [Participant]
  /** Somebody went, for this reason. */
  participantLeft: [Participant, LeaveReason]
  /** Their connection was lost or is back, or they have another name. */
  participantChanged: [Participant]
  /** There is something new to receive, or we published ourselves. */
  feedPublished: [Feed]
  /** A track was muted or unmuted, or it shows something else. */
  feedChanged: [Feed]
  /** It is over; a subscription to it is closed already. */
  feedUnpublished: [Feed, EndReason]
  /** Somebody receives a feed now. */
  feedSubscribed: [FeedAudience]
  /** Somebody does not receive a feed any more. */
  feedUnsubscribed: [FeedAudience]
  /** Somebody writes to us; each text comes once, in the order of its sender. */
  textReceived: [ReceivedText]
  /** A text of ours has reached `uid`. */
  textDelivered: [{ readonly messageId: string; readonly uid: string }]
  fileReceived: [ReceivedFile]
  /** A file of ours was announced to this receiver; whether they fetch it is up to them. */
  fileDelivered: [{ readonly messageId: string; readonly uid: string }]
  /** What an application of another participant tells ours. Not to be trusted. */
  commandReceived: [ReceivedCommand]
  /** What another participant says to connect with us directly. Not to be trusted. */
  peerSignalled: [{ readonly from: string; readonly signal: object }]
  /** Recordings by the server that run: people know when they are recorded. */
  recordingsChanged: [readonly ActiveRecording[]]
  /** A recording of ours: feeds are being recorded. */
  recordingStarted: [{ readonly recordId: string }]
  /** One of ours could not start, or one that runs lost a feed or broke off. */
  recordingFailed: [FailedRecording]
  /** Its files are being made. */
  recordingEnded: [{ readonly recordId: string; readonly reason: RecordingEnd }]
  /** The server plays a file: it is a participant whose uid is `vodId`. */
  playbackStarted: [{ readonly vodId: string; readonly startedBy: string }]
  /** It is over; with `error` when it broke off. */
  playbackEnded: [EndedPlayback]
  /** What became of an invitation of ours. */
  inviteReplied: [{ readonly invitee: string; readonly reply: InviteReply }]
  /** How the connection of media is, apart from that of signalling. */
  mediaStateChanged: [{ readonly direction: 'send' | 'recv'; readonly state: MediaConnectionState }]
  /** Media comes over the server, straight from the other page, or by a TURN server. */
  routeChanged: [RouteView]
  /** Something is done against a weak network, or not any more; with the reasons. */
  weakNetworkDecided: [NetworkDecision]
  /** The last event of a room. `left` when by ourselves. */
  closed: [RoomCloseReason]
}
