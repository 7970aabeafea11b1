/** Rooms for tests. */
import type { AnyEvent, RoomSnapshot } from '@mrtc/protocol'
import { noticesFor, type Outcome } from './outcome.ts'
import { createRoom, joinRoom } from './participants.ts'
import { type RoomState, snapshotOf } from './state.ts'

export const startedAt = 1_000

/** A room of `creator`, and of `others` who joined in this order. */
export function roomOf(creator: string, ...others: string[]): RoomState {
  const room = createRoom({
    roomId: 'room',
    rtoken: 'token',
    appKey: 'app',
    creator: { uid: creator, connected: true },
    now: startedAt,
  })
  return others.reduce((state, uid) => join(state, uid).state, room)
}

export function join(state: RoomState, uid: string, maxParticipants = 100): Outcome {
  return joinRoom(state, { joiner: { uid, connected: true }, now: startedAt, maxParticipants })
}

/** The events that `uid` is sent, in order. */
export function toldTo(uid: string, outcome: Outcome): AnyEvent[] {
  return outcome.notices.filter((notice) => noticesFor(notice, outcome.state).includes(uid)).map(({ event }) => event)
}

export function namesOf(events: readonly AnyEvent[]): string[] {
  return events.map(({ name }) => name)
}

/**
 * What a client knows that began with a snapshot and was told events since. Throws when a version is skipped, comes
 * twice, or an event does not fit what it knows.
 */
export class FollowingClient {
  #known: RoomSnapshot

  constructor(state: RoomState) {
    this.#known = snapshotOf(state)
  }

  get known(): RoomSnapshot {
    return this.#known
  }

  hear(event: AnyEvent): void {
    const { participants, feeds } = this.#known
    switch (event.name) {
      case 'room.participantJoined': {
        const { participant } = event.payload
        this.#expect(participants.every(({ uid }) => uid !== participant.uid))
        this.#now(event.payload.version, { participants: [...participants, participant] })
        break
      }
      case 'room.participantChanged': {
        const { participant } = event.payload
        const changed = participants.map((p) => (p.uid === participant.uid ? participant : p))
        this.#expect(participants.some(({ uid }) => uid === participant.uid))
        this.#now(event.payload.version, { participants: changed })
        break
      }
      case 'room.participantLeft': {
        const { uid } = event.payload
        this.#expect(participants.some((p) => p.uid === uid) && feeds.every((feed) => feed.uid !== uid))
        this.#now(event.payload.version, { participants: participants.filter((p) => p.uid !== uid) })
        break
      }
      case 'feed.published': {
        const { feed } = event.payload
        this.#expect(participants.some(({ uid }) => uid === feed.uid))
        this.#now(event.payload.version, { feeds: [...feeds, feed] })
        break
      }
      case 'feed.changed': {
        const { feed } = event.payload
        this.#expect(feeds.some(({ feedId }) => feedId === feed.feedId))
        this.#now(event.payload.version, { feeds: feeds.map((f) => (f.feedId === feed.feedId ? feed : f)) })
        break
      }
      case 'feed.unpublished': {
        const { feedId } = event.payload
        this.#expect(feeds.some((feed) => feed.feedId === feedId))
        this.#now(event.payload.version, { feeds: feeds.filter((feed) => feed.feedId !== feedId) })
        break
      }
    }
  }

  #now(version: number, changes: Partial<RoomSnapshot>): void {
    if (version !== this.#known.version + 1) throw new Error(`version ${version} came after ${this.#known.version}`)
    this.#known = { ...this.#known, ...changes, version }
  }

  #expect(fits: boolean): void {
    if (!fits) throw new Error('the event does not fit what was told before')
  }
}
