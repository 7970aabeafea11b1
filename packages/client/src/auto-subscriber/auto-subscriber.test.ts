import { MrtcError } from '@mrtc/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeRoom, feedOf } from '../testing/fakes/index.ts'
import { AutoSubscriber, retryDelaysMs } from './auto-subscriber.ts'

const stateOf = (subscriber: AutoSubscriber, feedId: string) => subscriber.receptions.get().get(feedId)?.state
const settle = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the automatic subscriber', () => {
  it('subscribes to what is there and to what comes, not to our own', async () => {
    const room = new FakeRoom()
    room.announce(feedOf({ uid: 'ann' }))
    room.announce(feedOf({ uid: 'me' }))
    const subscriber = new AutoSubscriber(room)
    room.announce(feedOf({ uid: 'bob' }))
    await settle()
    expect([...room.subscribed.keys()]).toEqual(['feed-ann', 'feed-bob'])
    expect(stateOf(subscriber, 'feed-bob')).toBe('receiving')
    subscriber.close()
  })

  it('forgets a feed that is gone', async () => {
    const room = new FakeRoom()
    const subscriber = new AutoSubscriber(room)
    room.announce(feedOf({ uid: 'ann' }))
    await settle()
    room.retract('feed-ann')
    expect(subscriber.receptions.get().size).toBe(0)
    subscriber.close()
  })

  it('tries again after a failure', async () => {
    const room = new FakeRoom()
    room.failures.subscribe.push(new MrtcError('REQUEST_TIMEOUT'))
    const subscriber = new AutoSubscriber(room)
    room.announce(feedOf({ uid: 'ann' }))
    await settle()
    expect(stateOf(subscriber, 'feed-ann')).toBe('failed')
    await vi.advanceTimersByTimeAsync(retryDelaysMs[0])
    expect(stateOf(subscriber, 'feed-ann')).toBe('receiving')
    subscriber.close()
  })

  it('subscribes again when the server ended a subscription of a feed that still is', async () => {
    const room = new FakeRoom()
    const subscriber = new AutoSubscriber(room)
    room.announce(feedOf({ uid: 'ann' }))
    await settle()
    const first = room.subscribed.get('feed-ann')
    first?.emit('closed', 'mediaFailed')
    await vi.advanceTimersByTimeAsync(retryDelaysMs[0])
    expect(room.subscribed.get('feed-ann')).not.toBe(first)
    expect(stateOf(subscriber, 'feed-ann')).toBe('receiving')
    subscriber.close()
  })

  it('does nothing more once closed', async () => {
    const room = new FakeRoom()
    room.failures.subscribe.push(new MrtcError('REQUEST_TIMEOUT'))
    const subscriber = new AutoSubscriber(room)
    room.announce(feedOf({ uid: 'ann' }))
    await settle()
    subscriber.close()
    room.announce(feedOf({ uid: 'bob' }))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(room.subscribed.size).toBe(0)
  })
})
