/** Many participants without a person, who share a few pictures: each is encoded once, in three sizes. */
import { setTimeout as delay } from 'node:timers/promises'
import { BotCall, type EncodedFrame, H264Encoder, monoPcm, testSource } from '@mrtc/bot'
import type { RoomAddress } from '../page/api.ts'
import type { SigningPlatform } from '../support/platform.ts'
import { drawPortrait } from './portrait.ts'

const framesPerSecond = 15
/** As a camera of 720 lines is published: layers and their bitrates, the smallest first. */
const layers = [
  { width: 320, height: 180, bitrateBps: 60_000 },
  { width: 640, height: 360, bitrateBps: 150_000 },
  { width: 1280, height: 720, bitrateBps: 390_000 },
] as const
/** Each begins with a key frame: who changes to another layer waits no longer. */
const loopSeconds = 1
/** Pictures that can be told apart. */
const looks = 6
/** So many have their microphones on; the others listen. */
const talkers = 3

const names = [
  'Ada Lovelace',
  '李雷',
  'Grace Hopper',
  '韩梅梅',
  'Linus',
  'Katherine Johnson',
  '王小明',
  'Radia Perlman',
  'Alan Turing',
  '张伟',
  'Hedy Lamarr',
]

type Pictures = readonly Buffer[]

/** By layer, by place in the loop. */
function encodeLoop(look: number): readonly Pictures[] {
  return layers.map(({ width, height, bitrateBps }) => {
    const encoder = new H264Encoder({ width, height, framesPerSecond, bitrateBps })
    try {
      const frames = loopSeconds * framesPerSecond
      return Array.from({ length: frames }, (_, index) => {
        const timestampMs = (index * 1_000) / framesPerSecond
        const picture = drawPortrait({ width, height, hue: look / looks, phase: index / frames, timestampMs })
        const encoded = encoder.encode(picture, { keyFrame: index === 0 })
        return encoded?.data ?? Buffer.alloc(0)
      })
    } finally {
      encoder.close()
    }
  })
}

export interface Crowd extends AsyncDisposable {
  readonly room: RoomAddress
  /** Payload of all video sent so far. */
  sentBytes(): Promise<number>
}

export interface CrowdOptions {
  readonly platform: SigningPlatform
  readonly size: number
}

/** The first of them creates the room. */
export async function gatherCrowd({ platform, size }: CrowdOptions): Promise<Crowd> {
  await using stack = new AsyncDisposableStack()
  const loops = Array.from({ length: Math.min(looks, size) }, (_, look) => encodeLoop(look))
  const feeds: Awaited<ReturnType<BotCall['publish']>>[] = []
  let room: RoomAddress | undefined
  for (let n = 1; n <= size; n += 1) {
    const identity = await platform.identity(`person_${n}`)
    const options = {
      url: platform.wsUrl,
      ...identity,
      displayName: names[(n - 1) % names.length] ?? identity.uid,
      autoSubscribe: false,
    }
    const call = stack.adopt(await BotCall.join({ ...options, ...(room ? { room } : {}) }), (joined) => joined.close())
    room ??= { roomId: call.room.roomId, rtoken: call.room.rtoken }
    feeds.push(await call.publish({ video: { framesPerSecond, layers: layers.length }, source: 'camera', tag: 'face' }))
    if (n <= talkers) await call.play(testSource({ audio: monoPcm, toneHertz: 180 + 40 * n }), { loop: true })
  }
  if (room === undefined) throw new Error('a crowd needs somebody')
  const stopping = new AbortController()
  const showing = show(feeds, loops, stopping.signal)
  stack.defer(async () => {
    stopping.abort()
    await showing
  })
  const ended = stack.move()
  return {
    room,
    sentBytes: async () => {
      const stats = await Promise.all(feeds.map(({ publication }) => publication.getStats()))
      return stats.flat().reduce((total, report) => total + bytesSent(report), 0)
    },
    [Symbol.asyncDispose]: () => ended.disposeAsync(),
  }
}

/** Writes its loop to everybody in real time, each a little later than the one before. */
async function show(
  feeds: readonly Awaited<ReturnType<BotCall['publish']>>[],
  loops: readonly (readonly Pictures[])[],
  signal: AbortSignal,
): Promise<void> {
  const startedAt = performance.now()
  for (let count = 0; !signal.aborted; count += 1) {
    const timestampMs = (count * 1_000) / framesPerSecond
    for (const [index, { video }] of feeds.entries()) {
      const place = (count + index) % (loopSeconds * framesPerSecond)
      for (const [layer, pictures] of (loops[index % loops.length] ?? []).entries()) {
        const data = pictures[place]
        if (data === undefined || data.length === 0) continue
        const frame: EncodedFrame = { data, timestampMs, keyFrame: place === 0 }
        video?.writeEncoded(frame, layer)
      }
    }
    const nextAt = startedAt + ((count + 1) * 1_000) / framesPerSecond
    await delay(Math.max(0, nextAt - performance.now()), undefined, { signal }).catch(() => undefined)
  }
}

function bytesSent(report: RTCStatsReport): number {
  let bytes = 0
  for (const stat of report.values()) if (stat.type === 'outbound-rtp') bytes += stat.bytesSent ?? 0
  return bytes
}
