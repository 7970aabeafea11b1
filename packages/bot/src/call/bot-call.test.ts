import { type RunningServer, startServer } from '@mrtc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { monoPcm, stereoPcm } from '../codec/index.ts'
import { readTestPattern, testSource } from '../source/index.ts'
import { until } from '../testing/until.ts'
import { BotCall, type BotCallOptions } from './bot-call.ts'

const picture = { width: 320, height: 180, framesPerSecond: 15 }

describe('a call through the server', { timeout: 60_000 }, () => {
  let server: RunningServer
  let users = 0

  beforeAll(async () => {
    server = await startServer({ http: { port: 0 }, data: { ephemeral: true }, log: { level: 'warn' } })
  }, 60_000)

  afterAll(async () => {
    await server.close()
  })

  const join = (options: Partial<BotCallOptions> = {}) => {
    const uid = `bot_${++users}`
    const { bizName, appId, workspaceId } = server.demo
    return BotCall.join({
      url: server.wsUrl,
      uid,
      bizName,
      appId,
      workspaceId,
      sign: server.demo.sign(uid).sign,
      ...options,
    })
  }
  const addressOf = ({ room }: BotCall) => ({ roomId: room.roomId, rtoken: room.rtoken })
  const signal = (toneHertz: number) => testSource({ audio: monoPcm, video: picture, toneHertz })

  it('lets two participants see and hear each other', async () => {
    const alice = await join()
    await alice.play(signal(220))
    const bob = await join({ room: addressOf(alice) })
    await bob.play(signal(330))
    const latencies: number[] = []
    bob.on('pictureReceived', (frame) => {
      const sentAt = readTestPattern(frame)
      if (sentAt !== undefined) latencies.push((Date.now() % 2 ** 32) - sentAt)
    })
    const alive = (call: BotCall) =>
      call.reports.some(({ video, audio }) => (video?.frames ?? 0) >= 30 && (audio?.rms ?? 0) > 0.05)
    await until(() => alive(alice) && alive(bob))
    for (const call of [alice, bob]) {
      expect(call.reports).toHaveLength(1)
      expect(call.reports[0]?.video).toMatchObject({
        codec: 'H264',
        width: 320,
        height: 180,
        decodeErrors: 0,
        packetsLost: 0,
      })
      expect(call.reports[0]?.firstFrameMs).toBeLessThan(5_000)
    }
    expect(Math.min(...latencies)).toBeLessThan(1_000)
    await bob.close()
    await until(() => alice.streams.size === 0)
    await alice.close()
  })

  it('shows a late comer everyone, and everyone when somebody goes', async () => {
    const alice = await join({ videoForm: 'count' })
    await alice.play(signal(220))
    const bob = await join({ room: addressOf(alice), videoForm: 'count' })
    await bob.play(signal(330))
    await until(() => bob.reports.some(({ video }) => (video?.frames ?? 0) > 20))
    const carol = await join({ room: addressOf(alice), videoForm: 'count' })
    await until(() => carol.reports.filter(({ video }) => (video?.frames ?? 0) > 5).length === 2)
    expect(new Set(carol.reports.map(({ uid }) => uid))).toEqual(new Set([alice.client.uid, bob.client.uid]))
    expect(alice.streams.size).toBe(1)
    const ended: string[] = []
    carol.on('streamEnded', ({ uid }) => ended.push(uid))
    await bob.close()
    await until(() => ended.includes(bob.client.uid) && alice.streams.size === 0)
    await Promise.all([alice.close(), carol.close()])
  })

  it('subscribes only what it is told, and publishes more than one feed', async () => {
    const alice = await join()
    const camera = await alice.play(signal(220), { tag: 'camera' })
    const music = await alice.play(testSource({ audio: stereoPcm, toneHertz: 440 }), { tag: 'music' })
    const bob = await join({ room: addressOf(alice), autoSubscribe: false, audioFormat: stereoPcm })
    expect([...bob.room.feeds.values()].map(({ tag }) => tag)).toEqual(['camera', 'music'])
    const stream = await bob.subscribe(music.feed.feedId)
    await until(() => (stream.report.audio?.rms ?? 0) > 0.05)
    expect(stream.report.video).toBeUndefined()
    expect(stream.report.firstFrameMs).toBeGreaterThan(0)
    expect(bob.streams.size).toBe(1)
    await expect(bob.subscribe('no such feed')).rejects.toMatchObject({ code: 'FEED_NOT_FOUND' })
    await music.stop()
    await until(() => bob.streams.size === 0)
    expect(bob.room.feeds.size).toBe(1)
    await camera.stop()
    await Promise.all([alice.close(), bob.close()])
  })

  it('leaves nothing behind when it cannot join', async () => {
    const states: string[] = []
    const joining = join({
      room: { roomId: 'none', rtoken: 'none' },
      onConnectionState: ({ state }) => states.push(state),
    })
    await expect(joining).rejects.toMatchObject({ code: 'ROOM_NOT_FOUND' })
    expect(states).toEqual(['connecting', 'open', 'closed'])
    await expect(join({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'REQUEST_ABORTED' })
  })

  it('can be closed twice, and tells that it was', async () => {
    const alice = await join()
    const playing = await alice.play(signal(220))
    const reasons: string[] = []
    alice.on('closed', (reason) => reasons.push(reason))
    await Promise.all([alice.close(), alice.close()])
    await playing.ended
    expect(reasons).toEqual(['left'])
    expect(playing.feed.audio?.track.readyState).toBe('ended')
  })
})
