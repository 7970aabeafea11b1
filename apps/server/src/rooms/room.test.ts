import { limits, MrtcError } from '@mrtc/protocol'
import { describe, expect, test } from 'vitest'
import { addTrack, declareFeed, endFeed, setTrackMuted } from './feeds.ts'
import { join, namesOf, roomOf, toldTo } from './fixtures.ts'
import { endIfEmpty, endRoom, kick, leaveRoom, setConnected } from './participants.ts'
import { type RoomState, snapshotOf } from './state.ts'
import { ownSubscription, subscribe, unsubscribe } from './subscriptions.ts'

function codeOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof MrtcError) return error.code
    throw error
  }
  return 'none'
}

function publish(state: RoomState, uid: string, feedId: string): RoomState {
  const declared = declareFeed(state, { uid, feedId, tag: 'face', source: 'camera', kinds: ['audio', 'video'] }).state
  const half = addTrack(declared, { uid, feedId, kind: 'audio', mimeType: 'audio/opus', muted: false }).state
  return addTrack(half, { uid, feedId, kind: 'video', mimeType: 'video/VP8', muted: false }).state
}

function watch(state: RoomState, uid: string, feedId: string): RoomState {
  return subscribe(state, { uid, feedId, kinds: ['audio', 'video'], subscriptionId: `${uid}-${feedId}` }).state
}

describe('coming and going', () => {
  test('a new room holds its creator at version 1', () => {
    expect(snapshotOf(roomOf('ann'))).toEqual({
      roomId: 'room',
      version: 1,
      creatorUid: 'ann',
      createdAt: 1_000,
      participants: [{ uid: 'ann', userType: 0, joinedAt: 1_000, connected: true }],
      feeds: [],
    })
  })

  test('everyone but the joiner hears of a joining', () => {
    const outcome = join(roomOf('ann'), 'ben')
    expect(outcome.state.version).toBe(2)
    expect(namesOf(toldTo('ann', outcome))).toEqual(['room.participantJoined'])
    expect(toldTo('ben', outcome)).toEqual([])
  })

  test('a full room refuses a joiner, but lets a participant take its own place over', () => {
    const room = roomOf('ann', 'ben')
    expect(codeOf(() => join(room, 'cid', 2))).toBe('ROOM_FULL')
    expect(join(room, 'ben', 2).state.participants.size).toBe(2)
  })

  test('a takeover ends the old participation and its feeds, and tells its session why', () => {
    const outcome = join(publish(roomOf('ann', 'ben'), 'ben', 'f'), 'ben')
    expect(namesOf(toldTo('ann', outcome))).toEqual([
      'feed.unpublished',
      'room.participantLeft',
      'room.participantJoined',
    ])
    expect(toldTo('ben', outcome)).toEqual([{ name: 'room.closed', payload: { roomId: 'room', reason: 'takenOver' } }])
  })

  test('the last one out ends the room', () => {
    const outcome = leaveRoom(roomOf('ann'), { uid: 'ann', reason: 'left' })
    expect(outcome.state.phase).toBe('ended')
    expect(codeOf(() => join(outcome.state, 'ben'))).toBe('ROOM_ENDED')
  })

  test('a room that only a takeover emptied waits for its participant to come back', () => {
    const emptied = leaveRoom(roomOf('ann'), { uid: 'ann', reason: 'takenOver' }).state
    expect(emptied.phase).toBe('open')
    expect(endIfEmpty(join(emptied, 'ann').state).state.phase).toBe('open')
    expect(endIfEmpty(emptied).state.phase).toBe('ended')
  })

  test('feeds end before their publisher is said to have left', () => {
    const room = watch(publish(roomOf('ann', 'ben'), 'ben', 'f'), 'ann', 'f')
    const outcome = leaveRoom(room, { uid: 'ben', reason: 'lost' })
    expect(namesOf(toldTo('ann', outcome))).toEqual(['subscription.closed', 'feed.unpublished', 'room.participantLeft'])
    expect(toldTo('ben', outcome)).toEqual([])
    expect(outcome.released).toEqual([
      { kind: 'subscription', subscriptionId: 'ann-f', uid: 'ann' },
      { kind: 'feed', feedId: 'f', uid: 'ben' },
      { kind: 'participant', uid: 'ben' },
    ])
  })

  test('only the creator may kick, anyone but itself', () => {
    const room = roomOf('ann', 'ben', 'cid')
    expect(codeOf(() => kick(room, { by: 'ben', uid: 'cid' }))).toBe('NOT_PERMITTED')
    expect(codeOf(() => kick(room, { by: 'ann', uid: 'dan' }))).toBe('PARTICIPANT_NOT_FOUND')
    expect(codeOf(() => kick(room, { by: 'ann', uid: 'ann' }))).toBe('PARAMETER_INVALID')
    const outcome = kick(room, { by: 'ann', uid: 'ben' })
    expect(toldTo('ben', outcome)).toEqual([{ name: 'room.closed', payload: { roomId: 'room', reason: 'kicked' } }])
    expect(toldTo('cid', outcome)).toEqual([
      { name: 'room.participantLeft', payload: { version: 4, uid: 'ben', reason: 'kicked' } },
    ])
  })

  test('a lost connection is told once, and so is its return', () => {
    const lost = setConnected(roomOf('ann', 'ben'), { uid: 'ben', connected: false })
    expect(namesOf(toldTo('ann', lost))).toEqual(['room.participantChanged'])
    expect(setConnected(lost.state, { uid: 'ben', connected: false }).notices).toEqual([])
    expect(setConnected(lost.state, { uid: 'ben', connected: true }).state.version).toBe(lost.state.version + 1)
  })

  test('an ended room sends everyone out', () => {
    const outcome = endRoom(publish(roomOf('ann', 'ben'), 'ben', 'f'))
    expect(outcome.state.phase).toBe('ended')
    for (const uid of ['ann', 'ben']) {
      expect(toldTo(uid, outcome)).toEqual([{ name: 'room.closed', payload: { roomId: 'room', reason: 'roomEnded' } }])
    }
  })
})

describe('publishing', () => {
  test('a feed is announced to everyone when its last kind has a track', () => {
    const room = declareFeed(roomOf('ann', 'ben'), {
      uid: 'ann',
      feedId: 'f',
      tag: 'slides',
      source: 'screen',
      kinds: ['audio', 'video'],
    }).state
    const half = addTrack(room, { uid: 'ann', feedId: 'f', kind: 'video', mimeType: 'video/AV1', muted: true })
    expect(half.notices).toEqual([])
    expect(snapshotOf(half.state).feeds).toEqual([])
    const whole = addTrack(half.state, { uid: 'ann', feedId: 'f', kind: 'audio', mimeType: 'audio/opus', muted: false })
    const feed = {
      feedId: 'f',
      uid: 'ann',
      tag: 'slides',
      source: 'screen',
      tracks: [
        { kind: 'video', mimeType: 'video/AV1', muted: true },
        { kind: 'audio', mimeType: 'audio/opus', muted: false },
      ],
    }
    const published = { name: 'feed.published', payload: { version: 3, feed } }
    expect(toldTo('ann', whole)).toEqual([published])
    expect(toldTo('ben', whole)).toEqual([published])
  })

  test('a track that was not declared, or comes twice, is refused', () => {
    const room = declareFeed(roomOf('ann'), { uid: 'ann', feedId: 'f', tag: '', source: 'camera', kinds: ['audio'] })
    const video = { uid: 'ann', feedId: 'f', kind: 'video', mimeType: 'video/VP8', muted: false } as const
    const audio = { uid: 'ann', feedId: 'f', kind: 'audio', mimeType: 'audio/opus', muted: false } as const
    expect(codeOf(() => addTrack(room.state, video))).toBe('PARAMETER_INVALID')
    const whole = addTrack(room.state, audio).state
    expect(codeOf(() => addTrack(whole, audio))).toBe('PARAMETER_INVALID')
  })

  test("somebody else's feed does not exist for changes", () => {
    const room = publish(roomOf('ann', 'ben'), 'ann', 'f')
    expect(codeOf(() => setTrackMuted(room, { uid: 'ben', feedId: 'f', kind: 'audio', muted: true }))).toBe(
      'FEED_NOT_FOUND',
    )
  })

  test('muting is told once', () => {
    const room = publish(roomOf('ann'), 'ann', 'f')
    const muted = setTrackMuted(room, { uid: 'ann', feedId: 'f', kind: 'audio', muted: true })
    expect(namesOf(toldTo('ann', muted))).toEqual(['feed.changed'])
    expect(setTrackMuted(muted.state, { uid: 'ann', feedId: 'f', kind: 'audio', muted: true }).notices).toEqual([])
  })

  test('a participant has a limited number of feeds, declared ones included', () => {
    let room = roomOf('ann', 'ben')
    for (let n = 0; n < limits.feedsPerParticipant; n++) {
      room = declareFeed(room, { uid: 'ann', feedId: `f${n}`, tag: '', source: 'camera', kinds: ['audio'] }).state
    }
    const one = { feedId: 'more', tag: '', source: 'camera', kinds: ['audio'] } as const
    expect(codeOf(() => declareFeed(room, { uid: 'ann', ...one }))).toBe('FEED_LIMIT')
    expect(codeOf(() => declareFeed(room, { uid: 'ben', ...one }))).toBe('none')
  })

  test('a feed that was never announced ends without a word', () => {
    const room = declareFeed(roomOf('ann'), { uid: 'ann', feedId: 'f', tag: '', source: 'camera', kinds: ['audio'] })
    const ended = endFeed(room.state, 'f', 'unpublished')
    expect(ended.notices).toEqual([])
    expect(ended.released).toEqual([{ kind: 'feed', feedId: 'f', uid: 'ann' }])
  })
})

describe('watching', () => {
  test('everyone but the subscriber hears of a subscription', () => {
    const room = publish(roomOf('ann', 'ben', 'cid'), 'ann', 'f')
    const outcome = subscribe(room, { uid: 'ben', feedId: 'f', kinds: ['video'], subscriptionId: 's' })
    const told = { name: 'feed.subscribed', payload: { feedId: 'f', uid: 'ann', subscriber: 'ben' } }
    expect(toldTo('ann', outcome)).toEqual([told])
    expect(toldTo('cid', outcome)).toEqual([told])
    expect(toldTo('ben', outcome)).toEqual([])
    expect(ownSubscription(outcome.state, 'ben', 's').kinds).toEqual(['video'])
  })

  test('a feed is watched once by each, and not before it is announced', () => {
    const declared = declareFeed(roomOf('ann', 'ben'), {
      uid: 'ann',
      feedId: 'f',
      tag: '',
      source: 'camera',
      kinds: ['audio'],
    }).state
    const wanted = { uid: 'ben', feedId: 'f', kinds: ['audio'], subscriptionId: 's' } as const
    expect(codeOf(() => subscribe(declared, wanted))).toBe('FEED_NOT_FOUND')
    const room = addTrack(declared, {
      uid: 'ann',
      feedId: 'f',
      kind: 'audio',
      mimeType: 'audio/opus',
      muted: false,
    }).state
    expect(codeOf(() => subscribe(room, { ...wanted, kinds: ['video'] }))).toBe('PARAMETER_INVALID')
    expect(codeOf(() => subscribe(subscribe(room, wanted).state, { ...wanted, subscriptionId: 't' }))).toBe(
      'ALREADY_SUBSCRIBED',
    )
  })

  test("somebody else's subscription does not exist", () => {
    const room = watch(publish(roomOf('ann', 'ben', 'cid'), 'ann', 'f'), 'ben', 'f')
    const theirs = { uid: 'cid', subscriptionId: 'ben-f', reason: 'unsubscribed' } as const
    expect(codeOf(() => unsubscribe(room, theirs))).toBe('SUBSCRIPTION_NOT_FOUND')
  })

  test('a subscriber is told of an end that it did not ask for', () => {
    const room = watch(publish(roomOf('ann', 'ben'), 'ann', 'f'), 'ben', 'f')
    const asked = unsubscribe(room, { uid: 'ben', subscriptionId: 'ben-f', reason: 'unsubscribed' })
    expect(toldTo('ben', asked)).toEqual([])
    expect(namesOf(toldTo('ann', asked))).toEqual(['feed.unsubscribed'])
    const failed = unsubscribe(room, { uid: 'ben', subscriptionId: 'ben-f', reason: 'mediaFailed' })
    expect(toldTo('ben', failed)).toEqual([
      { name: 'subscription.closed', payload: { subscriptionId: 'ben-f', feedId: 'f', reason: 'mediaFailed' } },
    ])
  })
})
