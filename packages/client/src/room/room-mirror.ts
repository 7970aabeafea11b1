import type { AnyEvent, EndReason, Feed, LeaveReason, Participant, RoomSnapshot } from '@mrtc/protocol'

/** The events that change a room's state; each carries the version that it makes. */
export type VersionedEvent = Extract<AnyEvent, { readonly payload: { version: number } }>

export type RoomChange =
  | { readonly change: 'participantJoined' | 'participantChanged'; readonly participant: Participant }
  | { readonly change: 'participantLeft'; readonly participant: Participant; readonly reason: LeaveReason }
  | { readonly change: 'feedPublished' | 'feedChanged'; readonly feed: Feed }
  | { readonly change: 'feedUnpublished'; readonly feed: Feed; readonly reason: EndReason }

export type Applied =
  | { readonly outcome: 'applied'; readonly changes: readonly RoomChange[] }
  /** Known already. */
  | { readonly outcome: 'stale' }
  /** One before it is missing: the room must be fetched whole. */
  | { readonly outcome: 'gap' }

/** A copy of the server's state of one room, kept by version. */
export class RoomMirror {
  readonly participants = new Map<string, Participant>()
  readonly feeds = new Map<string, Feed>()
  #version: number

  constructor(snapshot: RoomSnapshot) {
    this.#version = snapshot.version
    this.#fill(snapshot)
  }

  get version(): number {
    return this.#version
  }

  apply(event: VersionedEvent): Applied {
    const { version } = event.payload
    if (version <= this.#version) return { outcome: 'stale' }
    if (version > this.#version + 1) return { outcome: 'gap' }
    this.#version = version
    return { outcome: 'applied', changes: this.#change(event) }
  }

  /**
   * Takes over a snapshot.
   * @returns what must have happened in between, as far as it still matters. Why somebody left is not known any more.
   */
  reconcile(snapshot: RoomSnapshot): readonly RoomChange[] {
    return snapshot.version <= this.#version ? [] : this.replace(snapshot)
  }

  /** As {@link reconcile}, whatever the versions are: after a restart the server's may be behind. */
  replace(snapshot: RoomSnapshot): readonly RoomChange[] {
    const participantsBefore = new Map(this.participants)
    const feedsBefore = new Map(this.feeds)
    this.#version = snapshot.version
    this.#fill(snapshot)
    return [
      ...this.#feedsGone(feedsBefore),
      ...this.#participantsGone(participantsBefore),
      ...this.#participantsNow(participantsBefore),
      ...this.#feedsNow(feedsBefore),
    ]
  }

  #fill({ participants, feeds }: RoomSnapshot): void {
    this.participants.clear()
    this.feeds.clear()
    for (const participant of participants) this.participants.set(participant.uid, participant)
    for (const feed of feeds) this.feeds.set(feed.feedId, feed)
  }

  #change({ name, payload }: VersionedEvent): RoomChange[] {
    switch (name) {
      case 'room.participantJoined':
        this.participants.set(payload.participant.uid, payload.participant)
        return [{ change: 'participantJoined', participant: payload.participant }]
      case 'room.participantChanged':
        this.participants.set(payload.participant.uid, payload.participant)
        return [{ change: 'participantChanged', participant: payload.participant }]
      case 'room.participantLeft':
        return this.#leave(payload.uid, payload.reason)
      case 'feed.published':
        this.feeds.set(payload.feed.feedId, payload.feed)
        return [{ change: 'feedPublished', feed: payload.feed }]
      case 'feed.changed':
        this.feeds.set(payload.feed.feedId, payload.feed)
        return [{ change: 'feedChanged', feed: payload.feed }]
      case 'feed.unpublished':
        return this.#unpublish(payload.feedId, payload.reason)
    }
  }

  #leave(uid: string, reason: LeaveReason): RoomChange[] {
    const participant = this.participants.get(uid)
    if (participant === undefined) return []
    const own = [...this.feeds.values()].filter((feed) => feed.uid === uid)
    const unpublished = own.flatMap((feed) => this.#unpublish(feed.feedId, 'participantLeft'))
    this.participants.delete(uid)
    return [...unpublished, { change: 'participantLeft', participant, reason }]
  }

  #unpublish(feedId: string, reason: EndReason): RoomChange[] {
    const feed = this.feeds.get(feedId)
    if (feed === undefined) return []
    this.feeds.delete(feedId)
    return [{ change: 'feedUnpublished', feed, reason }]
  }

  #feedsGone(before: ReadonlyMap<string, Feed>): RoomChange[] {
    return [...before.values()]
      .filter((feed) => !this.feeds.has(feed.feedId))
      .map((feed) => ({
        change: 'feedUnpublished',
        feed,
        reason: this.participants.has(feed.uid) ? 'unpublished' : 'participantLeft',
      }))
  }

  #participantsGone(before: ReadonlyMap<string, Participant>): RoomChange[] {
    return [...before.values()]
      .filter((participant) => !isSameVisit(participant, this.participants.get(participant.uid)))
      .map((participant) => ({ change: 'participantLeft', participant, reason: 'left' }))
  }

  #participantsNow(before: ReadonlyMap<string, Participant>): RoomChange[] {
    return [...this.participants.values()].flatMap((participant): RoomChange[] => {
      const known = before.get(participant.uid)
      if (!isSameVisit(participant, known)) return [{ change: 'participantJoined', participant }]
      return isSame(participant, known) ? [] : [{ change: 'participantChanged', participant }]
    })
  }

  #feedsNow(before: ReadonlyMap<string, Feed>): RoomChange[] {
    return [...this.feeds.values()].flatMap((feed): RoomChange[] => {
      const known = before.get(feed.feedId)
      if (known === undefined) return [{ change: 'feedPublished', feed }]
      return isSame(feed, known) ? [] : [{ change: 'feedChanged', feed }]
    })
  }
}

/** Somebody who left and came back is there as before, but not the same to those who talk with them. */
function isSameVisit(a: Participant, b: Participant | undefined): boolean {
  return a.joinedAt === b?.joinedAt
}

/** Both came from the same server as JSON. A difference in order only would cost one needless event. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
