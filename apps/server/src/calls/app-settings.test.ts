import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { allowedCapabilities } from './app-settings.ts'
import { Caller, startCalls, type TestCalls } from './fixtures.ts'

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
})
