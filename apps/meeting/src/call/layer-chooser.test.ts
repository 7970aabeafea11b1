import { type Reception, Store } from '@mrtc/client'
import { FakeSubscription, fakeTrack } from '@mrtc/client/testing'
import type { ElementView } from '@mrtc/web-sdk'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LayerChooser } from './layer-chooser.ts'

const receiving = (subscription: FakeSubscription): Reception => ({
  state: 'receiving',
  subscription,
  tracks: subscription.tracks,
})
const setUp = () => {
  const watched = new Map<Element, (view: ElementView) => void>()
  const subscription = new FakeSubscription({ video: fakeTrack('video') })
  const receptions = new Store<ReadonlyMap<string, Reception>>(new Map([['f', receiving(subscription)]]))
  const chooser = new LayerChooser(receptions, (element, onView) => {
    watched.set(element, onView)
    return () => watched.delete(element)
  })
  // Only its identity is used.
  const tile = {} as Element
  const sees = (heightPx: number, isVisible = true) => watched.get(tile)?.({ isVisible, heightPx })
  return { subscription, receptions, chooser, watched, tile, sees }
}
const settle = () => vi.advanceTimersByTimeAsync(10_000)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the layer chooser', () => {
  it('asks for what the tile can show', async () => {
    const { subscription, chooser, tile, sees } = setUp()
    chooser.attach('f', tile)
    sees(150)
    await settle()
    expect(chooser.layerOf('f')).toBe(0)
    sees(700)
    await settle()
    expect(subscription.layers).toEqual([{ spatial: 0 }, { spatial: 2 }])
    chooser.close()
  })

  it('pauses a video without a tile and resumes it', async () => {
    const { subscription, chooser, tile, sees } = setUp()
    const detach = chooser.attach('f', tile)
    sees(300)
    detach()
    await settle()
    expect(chooser.isSeen('f')).toBe(false)
    chooser.attach('f', tile)
    sees(300)
    expect(subscription.layers).toEqual([{ spatial: 1 }, null, { spatial: 1 }])
    chooser.close()
  })

  it('asks a new subscription of the same feed anew', async () => {
    const { receptions, chooser, watched, tile, sees } = setUp()
    chooser.attach('f', tile)
    sees(300)
    const next = new FakeSubscription({ video: fakeTrack('video') })
    receptions.set(new Map([['f', receiving(next)]]))
    sees(300)
    expect(next.layers).toEqual([{ spatial: 1 }])
    chooser.close()
    expect(watched.size).toBe(0)
  })

  it('knows a tile that was there before its picture', async () => {
    const { receptions, chooser, tile, sees } = setUp()
    chooser.attach('g', tile)
    const late = new FakeSubscription({ video: fakeTrack('video') })
    receptions.update((all) => new Map([...all, ['g', receiving(late)]]))
    sees(700)
    expect(late.layers).toEqual([{ spatial: 2 }])
    chooser.close()
  })
})
