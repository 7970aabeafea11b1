/** Coming and going: create, join, takeover, leave, kick, connection lost and regained, end. */
import { type LeaveReason, type MediaRoute, MrtcError, type Participant, userTypes } from '@mrtc/protocol'
import { endFeed } from './feeds.ts'
import { andThen, event, type Outcome, toEveryone, unchanged, withoutUid } from './outcome.ts'
import { type ParticipantState, participantIn, peopleIn, type RoomState } from './state.ts'

export interface Joiner {
  readonly uid: string
  readonly displayName?: string
  readonly connected: boolean
  /** Takes part in direct calls. */
  readonly direct?: boolean
}

/** Leavings that the leaver knows of (or cannot be told of): no `room.closed` for these. */
const ownWill: ReadonlySet<LeaveReason> = new Set<LeaveReason>(['left', 'lost'])

interface NewRoom {
  readonly roomId: string
  readonly rtoken: string
  readonly appKey: string
  readonly creator: Joiner
  readonly now: number
}

/** A room at version 1 with its creator in it. */
export function createRoom({ roomId, rtoken, appKey, creator, now }: NewRoom): RoomState {
  return {
    phase: 'open',
    roomId,
    rtoken,
    appKey,
    version: 1,
    creatorUid: creator.uid,
    createdAt: now,
    participants: new Map([[creator.uid, newParticipant(creator, now)]]),
    feeds: new Map(),
  }
}

interface Joining {
  readonly joiner: Joiner
  readonly now: number
  readonly maxParticipants: number
}

/**
 * The joiner itself is told nothing: the snapshot that it gets contains all of it. A uid that is already in takes its
 * own place over: the old participation leaves with `takenOver`, also when the room is full.
 * @throws MrtcError ROOM_ENDED, ROOM_FULL
 */
export function joinRoom(state: RoomState, { joiner, now, maxParticipants }: Joining): Outcome {
  if (state.phase === 'ended') throw new MrtcError('ROOM_ENDED')
  const { uid } = joiner
  const vacated = state.participants.has(uid) ? leaveRoom(state, { uid, reason: 'takenOver' }) : unchanged(state)
  if (peopleIn(vacated.state).length >= maxParticipants) {
    throw new MrtcError('ROOM_FULL', undefined, { data: { maxParticipants } })
  }
  return andThen(vacated, (room) => {
    const participant = newParticipant(joiner, now)
    const next = withParticipant(room, participant)
    const joined = event('room.participantJoined', { version: next.version, participant: participant.info })
    return { state: next, notices: [toEveryone(joined, uid)], released: [] }
  })
}

/** A file that is played, as a participant: for everyone else it comes, publishes and leaves like a person. */
export function addPlayback(
  state: RoomState,
  { uid, displayName, now }: { readonly uid: string; readonly displayName: string; readonly now: number },
): Outcome {
  if (state.phase === 'ended') throw new MrtcError('ROOM_ENDED')
  const info: Participant = { uid, userType: userTypes.vod, joinedAt: now, connected: true, displayName }
  const next = withParticipant(state, { info, subscriptions: new Map() })
  const joined = event('room.participantJoined', { version: next.version, participant: info })
  return { state: next, notices: [toEveryone(joined)], released: [] }
}

/**
 * Ends the participation with all that it published and watched. The last one out ends the room, unless it was taken
 * over: then the same person is on the way back in, see {@link endIfEmpty}.
 * Those who remain hear of each feed, then of the leaving, which implies that the leaver watches nothing any more.
 * @throws MrtcError PARTICIPANT_NOT_FOUND
 */
export function leaveRoom(state: RoomState, leaving: { uid: string; reason: LeaveReason }): Outcome {
  const { uid, reason } = leaving
  participantIn(state, uid)
  let outcome: Outcome = unchanged(state)
  for (const feed of state.feeds.values()) {
    if (feed.uid === uid) outcome = andThen(outcome, (room) => endFeed(room, feed.feedId, 'participantLeft'))
  }
  // The leaver hears no more of the room, also when it is taken over and its uid will be in again.
  const notices = outcome.notices.flatMap((notice) => withoutUid(notice, uid))
  outcome = andThen({ ...outcome, notices }, (room) => {
    const participants = new Map(room.participants)
    participants.delete(uid)
    const next: RoomState = { ...room, participants, version: room.version + 1 }
    const left = event('room.participantLeft', { version: next.version, uid, reason })
    const closed = event('room.closed', { roomId: room.roomId, reason })
    return {
      state: next,
      notices: [...(ownWill.has(reason) ? [] : [{ to: { uid }, event: closed }]), toEveryone(left, uid)],
      released: [{ kind: 'participant', uid }],
    }
  })
  return reason === 'takenOver' ? outcome : andThen(outcome, endIfEmpty)
}

/**
 * Removes a participant on the word of the room's creator.
 * @throws MrtcError NOT_PERMITTED, PARTICIPANT_NOT_FOUND, PARAMETER_INVALID for kicking oneself
 */
export function kick(state: RoomState, { by, uid }: { by: string; uid: string }): Outcome {
  if (state.creatorUid !== by) throw new MrtcError('NOT_PERMITTED')
  if (uid === by) {
    throw new MrtcError('PARAMETER_INVALID', 'Nobody can kick themselves: leave the room instead.', { field: 'uid' })
  }
  return leaveRoom(state, { uid, reason: 'kicked' })
}

/** @throws MrtcError PARTICIPANT_NOT_FOUND */
export function setConnected(state: RoomState, { uid, connected }: { uid: string; connected: boolean }): Outcome {
  const participant = participantIn(state, uid)
  if (participant.info.connected === connected) return unchanged(state)
  const next = withParticipant(state, { ...participant, info: { ...participant.info, connected } })
  const changed = event('room.participantChanged', {
    version: next.version,
    participant: participantIn(next, uid).info,
  })
  return { state: next, notices: [toEveryone(changed)], released: [] }
}

/** How a participant receives media, as everyone is told. @throws MrtcError PARTICIPANT_NOT_FOUND */
export function setRoute(state: RoomState, { uid, route }: { uid: string; route: MediaRoute }): Outcome {
  const participant = participantIn(state, uid)
  const { route: before = 'server', ...info } = participant.info
  if (before === route) return unchanged(state)
  const changedInfo = route === 'server' ? info : { ...info, route }
  const next = withParticipant(state, { ...participant, info: changedInfo })
  const changed = event('room.participantChanged', { version: next.version, participant: changedInfo })
  return { state: next, notices: [toEveryone(changed)], released: [] }
}

/** Ends a room that nobody is in. Files that are played there end with it. */
export function endIfEmpty(state: RoomState): Outcome {
  if (state.phase === 'ended' || peopleIn(state).length > 0) return unchanged(state)
  return unchanged({ ...state, phase: 'ended', participants: new Map(), feeds: new Map() })
}

/** Sends everyone out and ends the room. */
export function endRoom(state: RoomState): Outcome {
  if (state.phase === 'ended') return unchanged(state)
  const uids = [...state.participants.keys()]
  return {
    state: { ...state, phase: 'ended', version: state.version + 1, participants: new Map(), feeds: new Map() },
    notices: uids.map((uid) => ({
      to: { uid },
      event: event('room.closed', { roomId: state.roomId, reason: 'roomEnded' }),
    })),
    released: uids.map((uid) => ({ kind: 'participant', uid })),
  }
}

function newParticipant({ uid, displayName, connected, direct }: Joiner, now: number): ParticipantState {
  const info: Participant = {
    uid,
    userType: userTypes.person,
    joinedAt: now,
    connected,
    ...(displayName === undefined ? {} : { displayName }),
    ...(direct ? { direct } : {}),
  }
  return { info, subscriptions: new Map() }
}

function withParticipant(state: RoomState, participant: ParticipantState): RoomState {
  return {
    ...state,
    version: state.version + 1,
    participants: new Map(state.participants).set(participant.info.uid, participant),
  }
}
