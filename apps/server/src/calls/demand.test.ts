import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { demandOf } from './demand.ts'
import { Caller, startCalls, type TestCalls } from './fixtures.ts'
import { lossGrade } from './loss-grade.ts'

let started: TestCalls
beforeAll(async () => {
  started = await startCalls()
})
afterAll(() => started.calls.close())

/** Ann publishes, Ben and Cid watch. */
async function watchedByTwo() {
  const [ann, ben, cid] = ['ann', 'ben', 'cid'].map((uid) => new Caller(started.calls, uid)) as [Caller, Caller, Caller]
  const created = await ann.create()
  await ben.join(created)
  await cid.join(created)
  const { feedId } = await ann.publish(['audio'])
  const [bens, cids] = [await ben.subscribe(feedId, created), await cid.subscribe(feedId, created)]
  const leave = async () => {
    for (const one of [ann, ben, cid]) await one.ends('closed')
  }
  return { ann, ben, cid, feedId, bens, cids, leave }
}

it('tells the publisher, and nobody else, what its worst subscriber loses, when that changes', async () => {
  const { ann, ben, cid, feedId, bens, cids, leave } = await watchedByTwo()
  await ben.request('subscription.report', { subscriptionId: bens.subscriptionId, lossShare: 0.3 })
  await cid.request('subscription.report', { subscriptionId: cids.subscriptionId, lossShare: 0.07 })
  await ben.request('subscription.report', { subscriptionId: bens.subscriptionId, lossShare: 0.3 })
  await ben.request('subscription.report', { subscriptionId: bens.subscriptionId, lossShare: 0 })
  expect(ann.heardOf('feed.demandChanged')).toEqual([
    { feedId, lossShare: 0.3 },
    { feedId, lossShare: 0.07 },
  ])
  expect([...ben.heardOf('feed.demandChanged'), ...cid.heardOf('feed.demandChanged')]).toEqual([])
  await leave()
})

it('grades reported losses for metrics', () => {
  expect([0, 0.01, 0.03, 0.07, 0.15, 0.3, 0.5].map(lossGrade)).toEqual([
    'none',
    'light',
    'light',
    'heavy',
    'heavy',
    'severe',
    'severe',
  ])
})

it('forgets the losses of those who stop watching or leave', async () => {
  const { ann, ben, cid, feedId, bens, cids, leave } = await watchedByTwo()
  await ben.request('subscription.report', { subscriptionId: bens.subscriptionId, lossShare: 0.5 })
  await cid.request('subscription.report', { subscriptionId: cids.subscriptionId, lossShare: 0.15 })
  await ben.request('feed.unsubscribe', { subscriptionId: bens.subscriptionId })
  await cid.ends('closed')
  expect(ann.heardOf('feed.demandChanged').map(({ lossShare }) => lossShare)).toEqual([0.5, 0.15, 0])
  expect(ann.heardOf('feed.demandChanged').every((told) => told.feedId === feedId)).toBe(true)
  await leave()
})

it('takes no report on a subscription of somebody else', async () => {
  const { cid, bens, leave } = await watchedByTwo()
  const refusal = await cid.refused('subscription.report', { subscriptionId: bens.subscriptionId, lossShare: 1 })
  expect(refusal.code).toBe('SUBSCRIPTION_NOT_FOUND')
  await leave()
})

describe('layers that nobody wants', () => {
  /** Ann publishes video, which Ben watches. */
  async function watchedVideo() {
    const [ann, ben] = ['ann', 'ben'].map((uid) => new Caller(started.calls, uid)) as [Caller, Caller]
    const created = await ann.create()
    await ben.join(created)
    const { feedId } = await ann.publish(['video'])
    const { subscriptionId } = await ben.subscribe(feedId, created)
    const told = () => ann.heardOf('feed.demandChanged').at(-1)?.maxSpatialLayer
    const leave = async () => {
      for (const one of [ann, ben]) await one.ends('closed')
    }
    return { ann, ben, created, feedId, subscriptionId, told, leave }
  }
  /** Longer than nobody has to want a layer. */
  const toldWithin = { timeout: 15_000 }

  it('are told to the publisher after a while, and at once when somebody wants them again', async () => {
    const { ben, subscriptionId, told, leave } = await watchedVideo()
    expect(told()).toBeUndefined()
    await ben.request('subscription.setLayers', { subscriptionId, layers: { spatial: 0 } })
    expect(told()).toBeUndefined()
    await vi.waitFor(() => expect(told()).toBe(0), toldWithin)
    await ben.request('subscription.setLayers', { subscriptionId, layers: null })
    await vi.waitFor(() => expect(told()).toBeNull(), toldWithin)
    await ben.request('subscription.setLayers', { subscriptionId, layers: { spatial: 2 } })
    expect(told()).toBe(2)
    await leave()
  }, 40_000)

  it('are all of them when the last one stops watching', async () => {
    const { ben, subscriptionId, told, leave } = await watchedVideo()
    await ben.request('feed.unsubscribe', { subscriptionId })
    await vi.waitFor(() => expect(told()).toBeNull(), toldWithin)
    await leave()
  }, 40_000)

  it('stay for one who comes back before that', async () => {
    const { ann, ben, created, feedId, subscriptionId, leave } = await watchedVideo()
    const before = ann.heardOf('feed.demandChanged').length
    await ben.request('feed.unsubscribe', { subscriptionId })
    await ben.subscribe(feedId, created)
    expect(ann.heardOf('feed.demandChanged')).toHaveLength(before)
    await leave()
  })
})

describe('what a publisher is told of those who watch', () => {
  const watching = (videoLimitBps: number | undefined, kind: 'audio' | 'video' = 'video', lossShare = 0) => ({
    videoLimitBps,
    lossShare,
    kinds: [kind],
    layers: undefined,
    consumers: new Map([[kind, 'consumer']] as const),
  })
  const wanting = (layers: { spatial: number } | null | undefined, kind: 'audio' | 'video' = 'video') => ({
    ...watching(undefined, kind),
    layers,
  })

  it('is the highest layer that one of them wants', () => {
    expect(demandOf([wanting({ spatial: 0 }), wanting({ spatial: 1 }), wanting(null)]).maxSpatialLayer).toBe(1)
    expect(demandOf([wanting({ spatial: 0 }), wanting(undefined)]).maxSpatialLayer).toBeUndefined()
    expect(demandOf([wanting(null), wanting(undefined, 'audio')]).maxSpatialLayer).toBeNull()
    expect(demandOf([]).maxSpatialLayer).toBeNull()
  })

  it('is to send as much as the best of them can take', () => {
    expect(demandOf([watching(200_000), watching(700_000)]).maxVideoBitrateBps).toBe(700_000)
  })

  it('is to give nothing up for one, while another can take all', () => {
    expect(demandOf([watching(80_000, 'video', 0.3), watching(undefined)])).toMatchObject({
      lossShare: 0.3,
      maxVideoBitrateBps: undefined,
    })
  })

  it('is not held back by those who only listen, nor lets them decide', () => {
    expect(demandOf([watching(undefined, 'audio')]).maxVideoBitrateBps).toBeUndefined()
    expect(demandOf([watching(undefined, 'audio'), watching(300_000)]).maxVideoBitrateBps).toBe(300_000)
  })
})
