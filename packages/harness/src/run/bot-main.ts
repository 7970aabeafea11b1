/** A bot of a trial, on its host, told over IPC. */
import { BotCall, monoPcm, testSource } from '@mrtc/bot'
import type { Drain, JoinPlan, JoinTimes, RawStats, RoomAddress } from '../page/api.ts'
import { serveRpc } from './rpc.ts'

const now = () => performance.timeOrigin + performance.now()

let call: BotCall | undefined
const times: JoinTimes = {
  startedAt: 0,
  socketOpenAt: null,
  welcomeAt: null,
  roomJoinedAt: null,
  publishStartedAt: null,
  iceConnectedAt: null,
  dtlsConnectedAt: null,
}

const methods = {
  now,
  join: async ({ url, identity, room, publish }: JoinPlan): Promise<RoomAddress> => {
    times.startedAt = now()
    call = await BotCall.join({ url, ...identity, ...(room ? { room } : {}) })
    times.roomJoinedAt = now()
    if (publish) {
      times.publishStartedAt = now()
      const { width, height, fps } = publish.video ?? {}
      const video = width && height && fps ? { video: { width, height, framesPerSecond: fps } } : {}
      await call.play(testSource({ ...(publish.audio ? { audio: monoPcm } : {}), ...video }))
    }
    return { roomId: call.room.roomId, rtoken: call.room.rtoken }
  },
  drain: async (): Promise<Drain> => ({
    atMs: now(),
    connection: 'open',
    sessionId: null,
    times,
    decisions: [],
    publication: null,
    subscriptions: (call?.reports ?? []).map(({ uid, video, audio, firstFrameAt }) => ({
      uid,
      stats: {
        ...withPrefix('video', {
          framesDecoded: video?.frames,
          bytesReceived: video?.bytesReceived,
          frameHeight: video?.height,
        }),
        ...withPrefix('audio', {
          concealedSamples: audio?.concealedSamples,
          totalSamplesReceived: audio?.samples,
          bytesReceived: audio?.bytesReceived,
        }),
      },
      frames: [],
      sound: null,
      snapshot: null,
      firstPacketAt: null,
      firstFrameDecodedAt: firstFrameAt ?? null,
      firstFrameShownAt: firstFrameAt ?? null,
    })),
  }),
  leave: async () => call?.close(),
}
export type BotMethods = typeof methods
serveRpc(methods)

function withPrefix(kind: string, values: Record<string, number | undefined>): RawStats {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[`${kind}.${name}`, value]])),
  )
}
