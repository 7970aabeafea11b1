import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { RouterRoomMedia } from '../media/room-media.ts'
import type { allowedCapabilities } from './app-settings.ts'
import { Caller, startCalls, type TestCalls } from './fixtures.ts'

const minuteMs = 60_000
let running: TestCalls
beforeAll(async () => {
  running = await startCalls()
})
afterAll(() => running.calls.close())

const videoOf = ({ rtpCapabilities }: { rtpCapabilities: Parameters<typeof allowedCapabilities>[0] }) =>
  (rtpCapabilities.codecs ?? []).filter(({ kind }) => kind === 'video').map(({ mimeType }) => mimeType)

describe('settings of a call app', () => {
  test('say which video codecs its new rooms have, the first one preferred, and refuse others', async () => {
    running.set({ codecs: { video: ['VP9', 'H264'] } })
    const alice = new Caller(running.calls, 'alice')
    const created = await alice.create()
    const codecs = videoOf(created).filter((mimeType) => mimeType !== 'video/rtx')
    expect(codecs[0]).toBe('video/VP9')
    expect(new Set(codecs)).toEqual(new Set(['video/VP9', 'video/H264']))
    expect(videoOf(created).filter((mimeType) => mimeType === 'video/rtx')).toHaveLength(codecs.length)
    // The fixtures publish VP8.
    await expect(alice.publish(['video'])).rejects.toMatchObject({ code: 'CODEC_UNSUPPORTED' })
    await alice.publish(['audio'])
    running.set({})
    const before = await new Caller(running.calls, 'bob').join(created)
    expect(videoOf(before)).not.toContain('video/VP8')
    await alice.ends('closed')
  })

  test('limit participants and rooms at once', async () => {
    running.set({ limits: { maxParticipantsPerRoom: 1, maxRooms: 2 } })
    const carol = new Caller(running.calls, 'carol')
    const created = await carol.create()
    await expect(new Caller(running.calls, 'dave').join(created)).rejects.toMatchObject({ code: 'ROOM_FULL' })
    await expect(new Caller(running.calls, 'eve').create()).rejects.toMatchObject({ code: 'SERVER_FULL' })
    running.set({})
    await new Caller(running.calls, 'frank').join(created)
  })

  test('take the place of the server in what clients send media to', async () => {
    running.set({ mediaProxies: [{ address: 'proxy.example.com' }], limits: { maxSendBitrateBps: 500_000 } })
    const grace = new Caller(running.calls, 'grace')
    await grace.create()
    const { iceCandidates } = await grace.request('transport.create', { direction: 'send' })
    expect(iceCandidates.length).toBeGreaterThan(0)
    for (const { ip, address } of iceCandidates) {
      expect([ip, address]).toEqual(['proxy.example.com', 'proxy.example.com'])
    }
    running.set({})
    const { iceCandidates: direct } = await grace.request('transport.create', { direction: 'recv' })
    expect(direct[0]?.ip).not.toBe('proxy.example.com')
  })
  test('end rooms that are older than they may be, also those that are open already', async () => {
    const heidi = new Caller(running.calls, 'heidi')
    await heidi.create()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * minuteMs })
    try {
      const ivan = new Caller(running.calls, 'ivan')
      await ivan.create()
      running.set({ limits: { maxRoomMinutes: 1 } })
      await vi.waitFor(() => expect(heidi.heardOf('room.closed')).toHaveLength(1), { timeout: 20_000 })
      expect(ivan.heardOf('room.closed')).toEqual([])
      await ivan.request('room.leave', {})
    } finally {
      running.set({})
      vi.useRealTimers()
    }
  })

  test('limit what each one sends, at once for those who send already', async () => {
    const limited = vi.spyOn(RouterRoomMedia.prototype, 'limitSending')
    try {
      running.set({ limits: { maxSendBitrateBps: 500_000 } })
      const judy = new Caller(running.calls, 'judy')
      await judy.create()
      const { transportId } = await judy.request('transport.create', { direction: 'send' })
      await judy.request('transport.create', { direction: 'recv' })
      expect(limited.mock.calls).toEqual([[transportId, 500_000]])
      running.set({ limits: { maxSendBitrateBps: 300_000 } })
      running.set({})
      expect(limited.mock.calls.slice(1)).toEqual([
        [transportId, 300_000],
        [transportId, undefined],
      ])
      // The media worker took all of them.
      await Promise.all(limited.mock.results.map(({ value }) => value))
      await judy.ends('closed')
    } finally {
      limited.mockRestore()
    }
  })
})
