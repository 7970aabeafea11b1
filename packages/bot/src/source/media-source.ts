import type { I420Frame, PcmFormat } from '../codec/index.ts'
import type { EncodedFrame } from '../webrtc/index.ts'

/** How often a source gives sound: one Opus packet's worth. */
export const soundMs = 20

export type SourceItem =
  | { readonly type: 'sound'; readonly timestampMs: number; readonly durationMs: number; readonly data: Buffer }
  | { readonly type: 'picture'; readonly timestampMs: number; readonly durationMs: number; readonly picture: I420Frame }
  /** An H264 access unit: it is sent as it is. */
  | { readonly type: 'frame'; readonly timestampMs: number; readonly durationMs: number; readonly frame: EncodedFrame }

export interface VideoFormat {
  readonly width: number
  readonly height: number
  readonly framesPerSecond: number
}

/** Where a participant's sound and picture come from. */
export interface MediaSource {
  /** Absent: no sound. Every item of type `sound` is exactly 20 ms of it. */
  readonly audio?: PcmFormat
  /** Absent: no picture. */
  readonly video?: VideoFormat
  /** From the beginning, in the order of `timestampMs`, which begins near 0. Each call starts anew. */
  items(): AsyncGenerator<SourceItem, void, undefined>
}

/** Two sources as one, for sound and picture from separate files. */
export function mergeSources(audio: MediaSource, video: MediaSource): MediaSource {
  return {
    ...(audio.audio === undefined ? {} : { audio: audio.audio }),
    ...(video.video === undefined ? {} : { video: video.video }),
    async *items() {
      const passes = [only(audio.items(), ['sound']), only(video.items(), ['picture', 'frame'])]
      try {
        const heads = await Promise.all(passes.map((pass) => pass.next()))
        for (;;) {
          let earliest: { index: number; item: SourceItem } | undefined
          heads.forEach((head, index) => {
            if (head.done) return
            if (earliest === undefined || head.value.timestampMs < earliest.item.timestampMs) {
              earliest = { index, item: head.value }
            }
          })
          if (earliest === undefined) return
          yield earliest.item
          const next = await passes[earliest.index]?.next()
          if (next !== undefined) heads[earliest.index] = next
        }
      } finally {
        await Promise.all(passes.map((pass) => pass.return()))
      }
    },
  }
}

async function* only(items: AsyncGenerator<SourceItem, void, undefined>, types: readonly SourceItem['type'][]) {
  for await (const item of items) if (types.includes(item.type)) yield item
}
