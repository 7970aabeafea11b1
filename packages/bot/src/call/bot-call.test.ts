import { type RunningServer, startServer } from '@mrtc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { monoPcm } from '../codec/index.ts'
import { readTestPattern, testSource } from '../source/index.ts'
import { until } from '../testing/until.ts'
import { BotCall, type BotCallOptions } from './bot-call.ts'

const picture = { width: 320, height: 180, framesPerSecond: 15 }

describe('a call through the server', () => {
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
  }, 30_000)
})
