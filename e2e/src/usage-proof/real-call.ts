/** A short call of real clients through a real server, timed from outside. */
import { setTimeout as delay } from 'node:timers/promises'
import { BotCall, monoPcm, testSource } from '@mrtc/bot'
import type { UsageTotals } from '@mrtc/server/usage'
import { logInAsOwner } from '../support/console-client.ts'
import { ServerProgram } from '../support/server-program.ts'
import { waitFor } from '../support/wait.ts'
import { compare } from './comparison.ts'
import type { Compared } from './scripted.ts'

const stayMs = 12_000
const aloneMs = 3_000
const msPerSecond = 1_000

/** What `GET /api/v1/usage` answers, as far as this needs it. */
interface Answer {
  readonly totals: {
    readonly callSeconds: UsageTotals['callMs']
    readonly onlineSeconds: number
    readonly publishSeconds: number
    readonly subscribeSeconds: number
    readonly rooms: number
    readonly people: { readonly online: number; readonly inCalls: number }
    readonly peaks: { readonly rooms: number; readonly online: number; readonly inCalls: number }
  }
}

/** From its begin on. */
class Stopwatch {
  readonly #startedAt = performance.now()
  #ms: number | undefined

  stop(): void {
    this.#ms ??= performance.now() - this.#startedAt
  }

  get ms(): number {
    if (this.#ms === undefined) throw new Error('it still runs')
    return this.#ms
  }
}

/** Alice publishes 640x360 and sound, Bob watches, Carol is there and watches nobody. */
export async function proveRealCall(): Promise<Compared> {
  await using server = await ServerProgram.start({ MRTC_MEDIA_WORKER_COUNT: '1' })
  const online: Stopwatch[] = []
  const enter = async (uid: string, options: Partial<Parameters<typeof BotCall.join>[0]> = {}) => {
    let watch: Stopwatch | undefined
    const call = await BotCall.join({
      url: server.platform.wsUrl,
      ...(await server.platform.identity(uid)),
      autoSubscribe: false,
      onConnectionState: ({ state }) => {
        if (state === 'open') watch ??= new Stopwatch()
      },
      ...options,
    })
    if (watch) online.push(watch)
    return {
      call,
      leave: async () => {
        await call.close()
        watch?.stop()
      },
    }
  }

  const alice = await enter('alice')
  const room = { roomId: alice.call.room.roomId, rtoken: alice.call.room.rtoken }
  await alice.call.play(testSource({ audio: monoPcm, video: { width: 640, height: 360, framesPerSecond: 15 } }))
  const published = new Stopwatch()
  const carol = await enter('carol', { room })
  const bob = await enter('bob', { room, autoSubscribe: true })
  await waitFor(() => bob.call.reports.length > 0, { what: 'Bob to see Alice' })
  const watched = new Stopwatch()
  await delay(stayMs)
  await bob.leave()
  watched.stop()
  await delay(aloneMs)
  await alice.leave()
  published.stop()
  await carol.leave()

  const owner = await logInAsOwner(server.platform.httpUrl, server.dataDir)
  const { totals } = await waitFor(
    async () => {
      const answer = await owner.ask<Answer>('GET', '/usage')
      return answer.totals.onlineSeconds > 0 && answer
    },
    { what: 'usage to be counted' },
  )
  const inMs = (seconds: number) => seconds * msPerSecond
  const expected: UsageTotals = {
    callMs: { audio: 0, '360P': watched.ms, '540P': 0, '720P': 0, '1080P': 0 },
    onlineMs: online.reduce((sum, { ms }) => sum + ms, 0),
    publishMs: published.ms,
    subscribeMs: watched.ms,
    rooms: 1,
    people: { online: 3, inCall: 3 },
    peaks: { rooms: 1, online: 3, inCall: 3 },
  }
  const { callSeconds: call } = totals
  const counted: UsageTotals = {
    callMs: {
      audio: inMs(call.audio),
      '360P': inMs(call['360P']),
      '540P': inMs(call['540P']),
      '720P': inMs(call['720P']),
      '1080P': inMs(call['1080P']),
    },
    onlineMs: inMs(totals.onlineSeconds),
    publishMs: inMs(totals.publishSeconds),
    subscribeMs: inMs(totals.subscribeSeconds),
    rooms: totals.rooms,
    people: { online: totals.people.online, inCall: totals.people.inCalls },
    peaks: { rooms: totals.peaks.rooms, online: totals.peaks.online, inCall: totals.peaks.inCalls },
  }
  return { title: 'real call, three people', lines: compare(expected, counted) }
}
