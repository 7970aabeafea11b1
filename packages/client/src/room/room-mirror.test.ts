import type { Feed, Participant, RoomSnapshot } from '@mrtc/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RoomChange, RoomMirror, type VersionedEvent } from './room-mirror.ts'

const person = (uid: string, joinedAt = 1): Participant => ({ uid, userType: 0, joinedAt, connected: true })
const feed = (feedId: string, uid: string, muted = false): Feed => ({
  feedId,
  uid,
  tag: '',
  source: 'camera',
  tracks: [{ kind: 'audio', muted, mimeType: 'audio/opus' }],
})
const snapshot = (version: number, participants: Participant[], feeds: Feed[] = []): RoomSnapshot => ({
  roomId: 'r',
  version,
  creatorUid: 'alice',
  createdAt: 0,
  participants,
  feeds,
})
const joined = (version: number, participant: Participant): VersionedEvent => ({
  name: 'room.participantJoined',
  payload: { version, participant },
})

describe('the mirror of a room', () => {
  it('applies the next event and tells what changed', () => {
    const mirror = new RoomMirror(snapshot(3, [person('alice')]))
    expect(mirror.apply(joined(4, person('bob')))).toEqual({
      outcome: 'applied',
      changes: [{ change: 'participantJoined', participant: person('bob') }],
    })
    expect([...mirror.participants.keys()]).toEqual(['alice', 'bob'])
    expect(mirror.version).toBe(4)
  })

  it('knows what it has seen, and what is missing', () => {
    const mirror = new RoomMirror(snapshot(3, [person('alice')]))
    expect(mirror.apply(joined(3, person('bob')))).toEqual({ outcome: 'stale' })
    expect(mirror.apply(joined(5, person('bob')))).toEqual({ outcome: 'gap' })
    expect(mirror.participants.size).toBe(1)
    expect(mirror.version).toBe(3)
  })

  it('ends the feeds of somebody who leaves before telling that they left', () => {
    const mirror = new RoomMirror(snapshot(1, [person('bob')], [feed('f', 'bob')]))
    const left: VersionedEvent = { name: 'room.participantLeft', payload: { version: 2, uid: 'bob', reason: 'lost' } }
    expect(mirror.apply(left)).toMatchObject({
      changes: [
        { change: 'feedUnpublished', feed: { feedId: 'f' }, reason: 'participantLeft' },
        { change: 'participantLeft', reason: 'lost' },
      ],
    })
    expect(mirror.feeds.size).toBe(0)
  })

  it('counts the version of an event about what it does not have', () => {
    const mirror = new RoomMirror(snapshot(1, []))
    const event: VersionedEvent = {
      name: 'feed.unpublished',
      payload: { version: 2, feedId: 'f', uid: 'bob', reason: 'unpublished' },
    }
    expect(mirror.apply(event)).toEqual({ outcome: 'applied', changes: [] })
    expect(mirror.version).toBe(2)
  })
})

describe('taking over a snapshot', () => {
  it('tells what must have happened', () => {
    const before = snapshot(
      3,
      [person('alice'), person('bob'), person('carol')],
      [feed('b', 'bob'), feed('c', 'carol')],
    )
    const mirror = new RoomMirror(before)
    const after = snapshot(
      9,
      [person('alice'), { ...person('carol'), connected: false }, person('dave')],
      [feed('c', 'carol', true), feed('d', 'dave')],
    )
    expect(mirror.reconcile(after)).toEqual([
      { change: 'feedUnpublished', feed: feed('b', 'bob'), reason: 'participantLeft' },
      { change: 'participantLeft', participant: person('bob'), reason: 'left' },
      { change: 'participantChanged', participant: { ...person('carol'), connected: false } },
      { change: 'participantJoined', participant: person('dave') },
      { change: 'feedChanged', feed: feed('c', 'carol', true) },
      { change: 'feedPublished', feed: feed('d', 'dave') },
    ])
  })

  it('tells of somebody who left and came back', () => {
    const mirror = new RoomMirror(snapshot(1, [person('bob', 1)]))
    expect(mirror.reconcile(snapshot(3, [person('bob', 2)]))).toEqual([
      { change: 'participantLeft', participant: person('bob', 1), reason: 'left' },
      { change: 'participantJoined', participant: person('bob', 2) },
    ])
  })

  it('tells nothing of a snapshot that is not newer', () => {
    const mirror = new RoomMirror(snapshot(3, [person('bob')]))
    expect(mirror.reconcile(snapshot(3, []))).toEqual([])
    expect(mirror.participants.size).toBe(1)
  })
})

/** A room as an application follows it, by the changes alone. */
class Follower {
  readonly participants: Map<string, Participant>
  readonly feeds: Map<string, Feed>

  constructor({ participants, feeds }: RoomSnapshot) {
    this.participants = new Map(participants.map((participant) => [participant.uid, participant]))
    this.feeds = new Map(feeds.map((one) => [one.feedId, one]))
  }

  follow(changes: readonly RoomChange[]): void {
    for (const change of changes) {
      switch (change.change) {
        case 'participantJoined':
          expect(this.participants.has(change.participant.uid)).toBe(false)
          this.participants.set(change.participant.uid, change.participant)
          break
        case 'participantChanged':
          expect(this.participants.has(change.participant.uid)).toBe(true)
          this.participants.set(change.participant.uid, change.participant)
          break
        case 'participantLeft':
          expect(this.participants.delete(change.participant.uid)).toBe(true)
          break
        case 'feedPublished':
          expect(this.feeds.has(change.feed.feedId)).toBe(false)
          this.feeds.set(change.feed.feedId, change.feed)
          break
        case 'feedChanged':
          expect(this.feeds.has(change.feed.feedId)).toBe(true)
          this.feeds.set(change.feed.feedId, change.feed)
          break
        case 'feedUnpublished':
          expect(this.feeds.delete(change.feed.feedId)).toBe(true)
          break
      }
    }
  }
}

const sorted = <V>(map: ReadonlyMap<string, V>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))

/** What may happen in a room, as numbers that pick who and what. */
const happening = fc.record({ who: fc.nat(3), what: fc.nat(4), lost: fc.boolean() })

describe('a mirror that loses events', () => {
  it('ends in the same state as one that hears all, and its changes lead there too', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 80 }), (happenings) => {
        const whole = new RoomMirror(snapshot(0, []))
        const lossy = new RoomMirror(snapshot(0, []))
        const follower = new Follower(snapshot(0, []))
        const sync = () => {
          const state = snapshot(whole.version, [...whole.participants.values()], [...whole.feeds.values()])
          follower.follow(lossy.reconcile(state))
        }
        for (const { who, what, lost } of happenings) {
          const event = eventOf(whole, `user${who}`, what)
          expect(whole.apply(event).outcome).toBe('applied')
          if (lost) continue
          const applied = lossy.apply(event)
          if (applied.outcome === 'applied') follower.follow(applied.changes)
          else sync()
        }
        sync()
        expect(sorted(lossy.participants)).toEqual(sorted(whole.participants))
        expect(sorted(lossy.feeds)).toEqual(sorted(whole.feeds))
        expect(sorted(follower.participants)).toEqual(sorted(whole.participants))
        expect(sorted(follower.feeds)).toEqual(sorted(whole.feeds))
      }),
      { numRuns: 500, seed: 7 },
    )
  })
})

/** An event that makes sense in this room. */
function eventOf(room: RoomMirror, uid: string, what: number): VersionedEvent {
  const version = room.version + 1
  const participant = room.participants.get(uid)
  const own = [...room.feeds.values()].find((one) => one.uid === uid)
  if (participant === undefined) return joined(version, person(uid, version))
  if (what === 0) return { name: 'room.participantLeft', payload: { version, uid, reason: 'left' } }
  if (what === 1) {
    const changed = { ...participant, connected: !participant.connected }
    return { name: 'room.participantChanged', payload: { version, participant: changed } }
  }
  if (own === undefined) return { name: 'feed.published', payload: { version, feed: feed(`feed${version}`, uid) } }
  if (what === 2) {
    return { name: 'feed.unpublished', payload: { version, feedId: own.feedId, uid, reason: 'unpublished' } }
  }
  return { name: 'feed.changed', payload: { version, feed: feed(own.feedId, uid, !own.tracks[0]?.muted) } }
}
