import { type FeedSource, MrtcError, roomSnapshotSchema, type TrackKind } from '@mrtc/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addTrack, declareFeed, endFeed, setTrackMuted } from './feeds.ts'
import { FollowingClient, join, roomOf, toldTo } from './fixtures.ts'
import type { Outcome } from './outcome.ts'
import { kick, leaveRoom, setConnected } from './participants.ts'
import { type RoomState, snapshotOf } from './state.ts'
import { subscribe, unsubscribe } from './subscriptions.ts'

const uid = fc.constantFrom('ann', 'ben', 'cid', 'dan')
const feedId = fc.constantFrom('f1', 'f2', 'f3', 'f4')
const kind = fc.constantFrom<TrackKind>('audio', 'video')
const kinds = fc.subarray<TrackKind>(['audio', 'video'], { minLength: 1 })
const source = fc.constantFrom<FeedSource>('camera', 'screen')

type Act = (state: RoomState, serial: number) => Outcome

/** Anything that can happen, possible or not: what is refused must change nothing. */
const act: fc.Arbitrary<Act> = fc.oneof(
  uid.map(
    (who): Act =>
      (state) =>
        join(state, who, 3),
  ),
  fc.record({ uid, reason: fc.constantFrom('left' as const, 'lost' as const, 'takenOver' as const) }).map(
    (leaving): Act =>
      (state) =>
        leaveRoom(state, leaving),
  ),
  fc.record({ by: uid, uid }).map(
    (kicking): Act =>
      (state) =>
        kick(state, kicking),
  ),
  fc.record({ uid, connected: fc.boolean() }).map(
    (change): Act =>
      (state) =>
        setConnected(state, change),
  ),
  fc.record({ uid, kinds, source }).map(
    (feed): Act =>
      (state, serial) =>
        declareFeed(state, { ...feed, feedId: `f${(serial % 4) + 1}-${serial}`, tag: '' }),
  ),
  fc.record({ uid, feedId, kind, muted: fc.boolean() }).map(
    (track): Act =>
      (state) =>
        addTrack(state, { ...track, feedId: anyFeed(state, track.feedId), mimeType: 'x/y' }),
  ),
  fc.record({ uid, feedId, kind, muted: fc.boolean() }).map(
    (change): Act =>
      (state) =>
        setTrackMuted(state, { ...change, feedId: anyFeed(state, change.feedId) }),
  ),
  feedId.map(
    (id): Act =>
      (state) =>
        endFeed(state, anyFeed(state, id), 'mediaFailed'),
  ),
  fc.record({ uid, feedId, kinds }).map(
    (wanted): Act =>
      (state, serial) =>
        subscribe(state, { ...wanted, feedId: anyFeed(state, wanted.feedId), subscriptionId: `s${serial}` }),
  ),
  uid.map(
    (who): Act =>
      (state) => {
        const [first] = state.participants.get(who)?.subscriptions.values() ?? []
        return unsubscribe(state, { uid: who, subscriptionId: first?.subscriptionId ?? 'none', reason: 'unsubscribed' })
      },
  ),
)

/** A feed that exists, most of the time. */
function anyFeed(state: RoomState, feedId: string): string {
  return [...state.feeds.keys()].find((id) => id.startsWith(feedId)) ?? feedId
}

function attempt(state: RoomState, doing: Act, serial: number): Outcome | undefined {
  try {
    return doing(state, serial)
  } catch (error) {
    if (error instanceof MrtcError) return undefined
    throw error
  }
}

function expectSound(state: RoomState): void {
  roomSnapshotSchema.parse(snapshotOf(state))
  for (const feed of state.feeds.values()) expect(state.participants.has(feed.uid)).toBe(true)
  for (const { subscriptions } of state.participants.values()) {
    for (const { feedId } of subscriptions.values()) expect(state.feeds.get(feedId)?.state).toBe('published')
  }
  if (state.phase === 'ended') expect(state.participants.size).toBe(0)
}

test('whatever happens, each participant who follows the events knows the room as it is', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      let state = roomOf('ann')
      const clients = new Map([['ann', new FollowingClient(state)]])
      for (const [serial, doing] of acts.entries()) {
        const outcome = attempt(state, doing, serial)
        if (!outcome) continue
        const before = state
        state = outcome.state
        expectSound(state)
        expect(state.version).toBeGreaterThanOrEqual(before.version)
        for (const who of new Set([...before.participants.keys(), ...state.participants.keys()])) {
          const events = toldTo(who, outcome)
          // Taken over: the one who follows from here on is another session, with a snapshot of its own.
          const isOut = events.some(({ name }) => name === 'room.closed')
          if (!state.participants.has(who)) clients.delete(who)
          else if (isOut || !clients.has(who)) clients.set(who, new FollowingClient(state))
          else for (const event of events) clients.get(who)?.hear(event)
        }
        for (const client of clients.values()) expect(client.known).toEqual(snapshotOf(state))
      }
    }),
    { numRuns: 300 },
  )
})

test('a room that is empty has ended, unless a takeover emptied it', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      let state = roomOf('ann')
      for (const [serial, doing] of acts.entries()) {
        const outcome = attempt(state, doing, serial)
        if (!outcome) continue
        const takenOver = outcome.notices.some(
          ({ event }) => event.name === 'room.participantLeft' && event.payload.reason === 'takenOver',
        )
        const emptied = state.participants.size > 0 && outcome.state.participants.size === 0
        state = outcome.state
        if (emptied) expect(state.phase).toBe(takenOver ? 'open' : 'ended')
      }
    }),
    { numRuns: 200 },
  )
})
