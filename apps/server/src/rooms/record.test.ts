import { expect, test } from 'vitest'
import { addTrack, declareFeed } from './feeds.ts'
import { createRoom, joinRoom } from './participants.ts'
import { recordOf, restoreRoom } from './record.ts'
import { snapshotOf } from './state.ts'
import { subscribe } from './subscriptions.ts'

function roomWithAFeed() {
  const joiner = { uid: 'ben', displayName: 'Ben', connected: true }
  const created = createRoom({
    roomId: 'r',
    rtoken: 't',
    appKey: 'app',
    creator: { uid: 'ann', connected: true },
    now: 5,
  })
  const joined = joinRoom(created, { joiner, now: 6, maxParticipants: 9 }).state
  const feed = { uid: 'ann', feedId: 'f', tag: 'face', source: 'camera', kinds: ['audio'] } as const
  const declared = declareFeed(joined, feed).state
  const published = addTrack(declared, { uid: 'ann', feedId: 'f', kind: 'audio', mimeType: 'audio/opus', muted: true })
  const watching = { uid: 'ben', feedId: 'f', subscriptionId: 's', kinds: ['audio'] } as const
  return declareFeed(subscribe(published.state, watching).state, { ...feed, feedId: 'half' }).state
}

test('a room comes back from its record with nobody connected and its feeds waiting for media', () => {
  const room = roomWithAFeed()
  const restored = restoreRoom(JSON.parse(JSON.stringify(recordOf(room))))
  if (!restored) throw new Error('not restored')
  const before = snapshotOf(room)
  const participants = before.participants.map((participant) => ({ ...participant, connected: false }))
  expect(snapshotOf(restored)).toEqual({ ...before, participants })
  expect(restored.rtoken).toBe('t')
  expect([...restored.feeds.keys()]).toEqual(['f'])
  expect(restored.feeds.get('f')?.detached).toEqual(['audio'])
  expect(restored.participants.get('ben')?.subscriptions.get('f')?.subscriptionId).toBe('s')
  const again = addTrack(restored, { uid: 'ann', feedId: 'f', kind: 'audio', mimeType: 'audio/opus', muted: true })
  expect(again.notices).toEqual([
    { to: { uid: 'ben' }, event: { name: 'subscription.outdated', payload: { subscriptionId: 's', feedId: 'f' } } },
  ])
})

test('what is no record gives no room', () => {
  for (const record of [null, {}, 'room', { ...recordOf(roomWithAFeed()), version: 'one' }]) {
    expect(restoreRoom(record)).toBeUndefined()
  }
})
