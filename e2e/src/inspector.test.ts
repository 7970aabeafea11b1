import { setTimeout as delay } from 'node:timers/promises'
import { BotCall, monoPcm, testSource } from '@mrtc/bot'
import { describe, expect, it } from 'vitest'
import { OutageProxy } from './chaos/outage-proxy.ts'
import { logInAsOwner } from './support/console-client.ts'
import { busiestMediaWorker } from './support/media-workers.ts'
import { ServerProgram } from './support/server-program.ts'
import { waitFor } from './support/wait.ts'

/** As the API tells it. */
interface Call {
  readonly endedAt: string | null
  readonly participants: readonly {
    readonly uid: string
    readonly sessions: readonly { readonly client: unknown; readonly end: string | null }[]
    readonly feeds: readonly { readonly size: unknown }[]
    readonly subscriptions: readonly { readonly publisherUid: string; readonly size: unknown }[]
  }[]
  readonly reconnects: readonly { readonly uid: string; readonly reason: string; readonly awayMs: number | null }[]
  readonly events: readonly { readonly kind: string; readonly at: string }[]
}
interface Quality {
  readonly points: readonly {
    readonly feeds: readonly { readonly bitrateBps: number; readonly framesPerSecond?: number }[]
    readonly subscriptions: readonly { readonly bitrateBps: number; readonly widthPx?: number }[]
  }[]
}

const size = { widthPx: 640, heightPx: 360 }
/** What is written each 2 s may be missing after a crash, on a busy machine some more. */
const lostMsMax = 8_000

describe('the call inspector', { timeout: 240_000 }, () => {
  it('tells a cut socket, a dead media worker and a killed server apart, and keeps the call over all of them', async () => {
    await using server = await ServerProgram.start({ MRTC_MEDIA_WORKER_COUNT: '1' })
    const { wsUrl, httpUrl } = server.platform
    await using proxy = await OutageProxy.start(Number(new URL(wsUrl).port))
    const joins = async (uid: string, url: string, room?: BotCall['room']) => {
      const call = await BotCall.join({ url, ...(await server.platform.identity(uid)), ...(room && { room }) })
      await call.play(testSource({ audio: monoPcm, video: { width: 640, height: 360, framesPerSecond: 15 } }))
      return call
    }
    const alice = await joins('alice', wsUrl)
    const bob = await joins('bob', proxy.url, alice.room)
    const { roomId } = alice.room
    const admin = await logInAsOwner(httpUrl, server.dataDir)
    const inspected = () => admin.ask<Call>('GET', `/calls/${roomId}`)
    const hasReason = async (uid: string, reason: string) =>
      (await inspected()).reconnects.some((one) => one.uid === uid && one.reason === reason)
    for (const one of [alice, bob]) {
      await waitFor(() => (one.reports[0]?.video?.frames ?? 0) > 5, { what: 'pictures to move', timeoutMs: 60_000 })
    }

    const qualityOf = (uid: string) => admin.ask<Quality>('GET', `/calls/${roomId}/quality?uid=${uid}`)
    await waitFor(async () => (await qualityOf('bob')).points.length > 0, {
      what: 'a report of quality',
      timeoutMs: 60_000,
    })
    const [point] = (await qualityOf('bob')).points
    expect(point?.feeds).toMatchObject([size])
    expect(point?.subscriptions).toMatchObject([size])
    expect(point?.subscriptions[0]?.bitrateBps).toBeGreaterThan(10_000)

    proxy.cut()
    await waitFor(() => hasReason('bob', 'socketLost'), { what: 'the cut to be told' })
    process.kill(await busiestMediaWorker(server.pid), 'SIGKILL')
    await waitFor(async () => (await hasReason('alice', 'workerDied')) && hasReason('bob', 'workerDied'), {
      what: 'the death of the worker to be told',
    })

    const before = await inspected()
    expect(before.endedAt).toBeNull()
    const killedAt = Date.now()
    await server.end('SIGKILL')
    await delay(1_000)
    await server.start()
    for (const one of [alice, bob]) {
      await waitFor(() => one.client.state.state === 'open', { what: 'everybody to be back', timeoutMs: 60_000 })
    }
    await waitFor(async () => (await hasReason('alice', 'serverRestarted')) && hasReason('bob', 'serverRestarted'), {
      what: 'the restart to be told',
    })
    await waitFor(
      async () =>
        (await inspected()).participants.every(({ feeds, subscriptions }) => isKnown(feeds) && isKnown(subscriptions)),
      { what: 'sizes to be told to the new server' },
    )
    const after = await inspected()
    // All of it but the last seconds is there, and it goes on.
    const kept = before.events.filter(({ at }) => Date.parse(at) < killedAt - lostMsMax)
    expect(after.events.slice(0, kept.length)).toEqual(kept)
    expect(after.events.map(({ kind }) => kind)).toContain('room.restored')
    for (const participant of after.participants) {
      expect(participant.sessions.map(({ end }) => end)).toEqual(['serverRestarted', null])
      expect(participant.sessions[0]?.client).toMatchObject({ platform: 'bot' })
      expect(participant.feeds).toMatchObject([{ size }])
      expect(participant.subscriptions[0]?.size).toEqual(size)
    }
    const told = after.reconnects.map(({ uid, reason, awayMs }) => `${uid} ${reason} ${awayMs ?? '-'} ms`)
    console.log(told.join('\n'))

    await Promise.all([alice.close(), bob.close()])
    await waitFor(async () => (await inspected()).endedAt !== null, { what: 'the call to be over' })
  })
})

function isKnown(items: readonly { readonly size: unknown }[]): boolean {
  return items.length > 0 && items.every((item) => JSON.stringify(item.size) === JSON.stringify(size))
}
