import { EventEmitter } from 'node:events'
import type { types } from 'mediasoup'
import { expect, it, vi } from 'vitest'
import { PictureRefresher } from './key-frames.ts'

/** What the refresher sees of a transport and of consumers in a room: alice's two, and carol's of what alice sends. */
function room() {
  const transport = Object.assign(new EventEmitter(), { observer: new EventEmitter() })
  const consumer = (id: string, producerId: string, kind: 'audio' | 'video' = 'video', paused = false) => ({
    id,
    producerId,
    kind,
    paused,
    requestKeyFrame: vi.fn(async () => {}),
  })
  const consumers = {
    hers: consumer('hers', 'of-bob'),
    herSound: consumer('herSound', 'of-bob-too', 'audio'),
    herPaused: consumer('herPaused', 'of-dave', 'video', true),
    ofHers: consumer('ofHers', 'of-alice'),
    others: consumer('others', 'of-bob'),
  }
  const refresher = new PictureRefresher(
    transport as unknown as types.WebRtcTransport,
    new Map(Object.entries(consumers)) as unknown as ReadonlyMap<string, types.Consumer>,
  )
  transport.observer.emit('newproducer', { id: 'of-alice' })
  for (const id of ['hers', 'herSound', 'herPaused']) transport.observer.emit('newconsumer', { id })
  const asked = () =>
    Object.values(consumers)
      .filter(({ requestKeyFrame }) => requestKeyFrame.mock.calls.length > 0)
      .map(({ id }) => id)
  return { transport, refresher, asked }
}

it('asks for whole pictures of what a client sees and of what it sends when its way to us is another', () => {
  const { transport, asked } = room()
  expect(asked()).toEqual([])
  transport.emit('iceselectedtuplechange')
  expect(asked()).toEqual(['hers', 'ofHers'])
})

it('asks for what a client sends only once its way, which was in doubt, is clear', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { refresher, asked } = room()
  refresher.doubted()
  expect(asked()).toEqual(['hers'])
  vi.advanceTimersByTime(1_000)
  expect(asked()).toEqual(['hers', 'ofHers'])
  vi.useRealTimers()
})

it('asks nobody any more when the transport has closed', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { transport, refresher, asked } = room()
  refresher.doubted()
  transport.observer.emit('close')
  vi.advanceTimersByTime(1_000)
  expect(asked()).toEqual(['hers'])
  vi.useRealTimers()
})
