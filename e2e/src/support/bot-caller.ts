/** A participant without a person, seen as the same samples that a browser gives. */
import { BotCall, monoPcm, type ReceptionReport, testSource } from '@mrtc/bot'
import type { JoinOptions, RoomAddress, SubscriptionSample } from '../page/api.ts'

export interface BotCaller {
  readonly room: RoomAddress
  samples(): Promise<SubscriptionSample[]>
  texts(): readonly { readonly from: string; readonly text: string }[]
  sendText(text: string, to?: string[]): Promise<{ messageId: string; recipients: string[] }>
  close(): Promise<void>
}

/** Joins and publishes a moving picture and a voice-like hum, 640x360 at 15 frames a second. */
export async function joinBot({ url, identity, room }: JoinOptions): Promise<BotCaller> {
  const call = await BotCall.join({ url, ...identity, ...(room ? { room } : {}) })
  const texts: { from: string; text: string }[] = []
  call.room.on('textReceived', ({ from, text }) => texts.push({ from, text }))
  await call.play(testSource({ audio: monoPcm, video: { width: 640, height: 360, framesPerSecond: 15 } }))
  return {
    room: { roomId: call.room.roomId, rtoken: call.room.rtoken },
    samples: async () => call.reports.map(toSample),
    texts: () => texts,
    sendText: (text, to) => call.room.sendText(text, to ? { to } : {}),
    close: () => call.close(),
  }
}

function toSample({ feedId, uid, video, audio, firstFrameAt }: ReceptionReport): SubscriptionSample {
  return {
    feedId,
    uid,
    video: video
      ? {
          framesDecoded: video.frames,
          width: video.width,
          height: video.height,
          bytesReceived: video.bytesReceived,
          freezeCount: video.freezes,
        }
      : null,
    audio: audio
      ? {
          energy: audio.totalEnergy,
          bytesReceived: audio.bytesReceived,
          concealedSamples: audio.concealedSamples,
          totalSamples: audio.samples,
        }
      : null,
    firstFrameAt: firstFrameAt ?? null,
  }
}
