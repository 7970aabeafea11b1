/** A call between Chromium pages and Node participants, and what each saw and heard of each other. */
import { setTimeout as delay } from 'node:timers/promises'
import type { RoomAddress, SubscriptionSample } from '../page/api.ts'
import { joinBot } from '../support/bot-caller.ts'
import { openBrowserCaller } from '../support/browser-caller.ts'
import { startCallerServer } from '../support/caller-server.ts'
import { launchChromium } from '../support/chromium.ts'
import type { SigningPlatform } from '../support/platform.ts'
import { type Measurement, measure } from './measure.ts'

export interface CallPlan {
  readonly browsers: number
  readonly bots: number
  readonly seconds: number
}

/** One side of the call, whatever it runs on. */
interface Side {
  readonly uid: string
  readonly joinedAt: number
  samples(): Promise<SubscriptionSample[]>
  close(): Promise<void>
}

/** After the last one joined: time for bandwidth estimates to settle before the measured interval begins. */
const settleMs = 3_000

export async function makeCall(
  platform: SigningPlatform,
  plan: CallPlan,
  progress: (line: string) => void,
): Promise<Measurement[]> {
  await using stack = new AsyncDisposableStack()
  const sides: Side[] = []
  let room: RoomAddress | undefined

  if (plan.browsers > 0) {
    progress('starting Chromium')
    const pageServer = stack.adopt(await startCallerServer(), (server) => server.close())
    const browser = stack.adopt(await launchChromium(), (opened) => opened.close())
    for (let n = 1; n <= plan.browsers; n++) {
      const uid = `browser_${n}`
      const caller = await openBrowserCaller(browser, pageServer.url)
      const joinedAt = Date.now()
      room = await caller.join({
        url: platform.wsUrl,
        identity: await platform.identity(uid),
        ...(room ? { room } : {}),
      })
      sides.push({ uid, joinedAt, samples: caller.samples, close: caller.close })
      progress(`${uid} is in room ${room.roomId}`)
    }
  }
  for (let n = 1; n <= plan.bots; n++) {
    const uid = `bot_${n}`
    const joinedAt = Date.now()
    const bot = await joinBot({
      url: platform.wsUrl,
      identity: await platform.identity(uid),
      ...(room ? { room } : {}),
    })
    room = bot.room
    sides.push({ uid, joinedAt, samples: async () => bot.samples(), close: bot.close })
    progress(`${uid} is in room ${room.roomId}`)
  }

  await delay(settleMs)
  const before = await Promise.all(sides.map((side) => side.samples()))
  const startedAt = performance.now()
  progress(`measuring for ${plan.seconds} s`)
  await delay(plan.seconds * 1000)
  const after = await Promise.all(sides.map((side) => side.samples()))
  const seconds = (performance.now() - startedAt) / 1000

  const measurements = sides.flatMap((subscriber, s) =>
    sides
      .filter((publisher) => publisher !== subscriber)
      .map((publisher) =>
        measure({
          subscriber: subscriber.uid,
          publisher: publisher.uid,
          before: before[s]?.find((sample) => sample.uid === publisher.uid),
          after: after[s]?.find((sample) => sample.uid === publisher.uid),
          seconds,
          bothJoinedAt: Math.max(subscriber.joinedAt, publisher.joinedAt),
        }),
      ),
  )
  await Promise.allSettled(sides.map((side) => side.close()))
  return measurements
}
