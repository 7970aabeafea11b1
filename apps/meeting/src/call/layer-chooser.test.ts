import type { Reception } from '@mrtc/client'
import { Store } from '@mrtc/client'
import { FakeSubscription, fakeTrack } from '@mrtc/client/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LayerChooser } from './layer-chooser.ts'

const receiving = (subscription: FakeSubscription): Reception => ({
  state: 'receiving',
  subscription,
  tracks: subscription.tracks,
})
const setUp = () => {
  const subscription = new FakeSubscription({ video: fakeTrack('video') })
  const receptions = new Store<ReadonlyMap<string, Reception>>(new Map([['f', receiving(subscription)]]))
  return { subscription, receptions, chooser: new LayerChooser(receptions) }
}
const settle = () => vi.advanceTimersByTimeAsync(1_000)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the layer chooser', () => {
  it('asks for what the tile can show, once it has settled', async () => {
    const { subscription, chooser } = setUp()
    for (const height of [700, 400, 200, 150]) chooser.setTileHeights(new Map([['f', height]]))
    await settle()
    expect(subscription.layers).toEqual([{ spatial: 0 }])
    chooser.setTileHeights(new Map([['f', 700]]))
    await settle()
    expect(subscription.layers).toEqual([{ spatial: 0 }, { spatial: 2 }])
    chooser.close()
  })

  it('does not ask again for what it has', async () => {
    const { subscription, chooser } = setUp()
    chooser.setTileHeights(new Map([['f', 300]]))
    await settle()
    chooser.setTileHeights(new Map([['f', 310]]))
    await settle()
    expect(subscription.layers).toEqual([{ spatial: 1 }])
    chooser.close()
  })

  it('pauses a video without a tile and resumes it', async () => {
    const { subscription, chooser } = setUp()
    chooser.setTileHeights(new Map())
    await settle()
    chooser.setTileHeights(new Map([['f', 300]]))
    await settle()
    expect(subscription.layers).toEqual([null, { spatial: 1 }])
    chooser.close()
  })

  it('asks a new subscription of the same feed anew', async () => {
    const { receptions, chooser } = setUp()
    chooser.setTileHeights(new Map([['f', 300]]))
    await settle()
    const next = new FakeSubscription({ video: fakeTrack('video') })
    receptions.set(new Map([['f', receiving(next)]]))
    await settle()
    expect(next.layers).toEqual([{ spatial: 1 }])
    chooser.close()
  })
})
