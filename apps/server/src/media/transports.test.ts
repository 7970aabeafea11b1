import type * as mediasoup from 'mediasoup'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { mediaCodecs } from './codecs.ts'
import { testMediaConfig } from './fixtures.ts'
import { openTransport, watchTransport } from './transports.ts'
import { MediaWorker } from './worker.ts'

let worker: MediaWorker
let router: mediasoup.types.Router
beforeAll(async () => {
  worker = await MediaWorker.start(testMediaConfig(), 0)
  router = await worker.subprocess.createRouter({ mediaCodecs })
})
afterAll(() => worker.close())
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A transport that is watched; its state changes are told by hand, as the worker would. */
async function watched() {
  const transport = await openTransport({ router, server: worker.server, initialOutgoingBitrateBps: 600_000 })
  const ends: string[] = []
  watchTransport(transport, (cause) => ends.push(cause))
  return { transport, ends }
}

test.each(['failed', 'closed'] as const)(
  'a transport whose DTLS is %s is closed, and that is told once',
  async (state) => {
    const { transport, ends } = await watched()
    transport.emit('dtlsstatechange', 'connected')
    expect(ends).toEqual([])
    transport.emit('dtlsstatechange', state)
    transport.emit('dtlsstatechange', state)
    expect(ends).toEqual([`DTLS ${state}`])
    expect(transport.closed).toBe(true)
  },
)

test('a silent path is waited for, for as long as a session is', async () => {
  const { transport, ends } = await watched()
  transport.emit('icestatechange', 'disconnected')
  vi.advanceTimersByTime(59_999)
  expect(ends).toEqual([])
  vi.advanceTimersByTime(1)
  expect(ends).toEqual(['no consent'])
  expect(transport.closed).toBe(true)
})

test('a path that comes back, or a transport closed by hand, ends the waiting', async () => {
  const back = await watched()
  back.transport.emit('icestatechange', 'disconnected')
  back.transport.emit('icestatechange', 'completed')
  const closed = await watched()
  closed.transport.emit('icestatechange', 'disconnected')
  closed.transport.close()
  expect(vi.getTimerCount()).toBe(0)
  vi.advanceTimersByTime(120_000)
  expect([...back.ends, ...closed.ends]).toEqual([])
  expect(back.transport.closed).toBe(false)
})
