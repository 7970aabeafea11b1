import type { EndReason, EventPayload, Feed, LeaveReason, Participant } from '@mrtc/protocol'
import type { MediaConnectionState } from '../media/index.ts'
import type { NetworkDecision } from '../weak-network/index.ts'

/** Why a room is over for us: what the server said, or `sessionLost` when the whole session ended. */
export type RoomCloseReason = LeaveReason | 'sessionLost'

/** The state of the room is updated before the event about it is sent. */
export type RoomEvents = {
  participantJoined: [Participant]
  participantLeft: [Participant, LeaveReason]
  participantChanged: [Participant]
  feedPublished: [Feed]
  feedChanged: [Feed]
  feedUnpublished: [Feed, EndReason]
  feedSubscribed: [EventPayload<'feed.subscribed'>]
  feedUnsubscribed: [EventPayload<'feed.unsubscribed'>]
  textReceived: [EventPayload<'text.received'>]
  textDelivered: [{ readonly messageId: string; readonly uid: string }]
  /** What an application of another participant tells ours. Not to be trusted. */
  commandReceived: [Omit<EventPayload<'command.received'>, 'payload'> & { readonly payload: unknown }]
  /** What another participant says to connect with us directly. Not to be trusted. */
  peerSignalled: [EventPayload<'peer.signalled'>]
  /** What became of an invitation of ours. */
  inviteReplied: [Omit<EventPayload<'invite.replied'>, 'roomId'>]
  mediaStateChanged: [{ readonly direction: 'send' | 'recv'; readonly state: MediaConnectionState }]
  /** Something is done against a weak network, or not any more; with the reasons. */
  weakNetworkDecided: [NetworkDecision]
  /** The last event of a room. `left` when by ourselves. */
  closed: [RoomCloseReason]
}
