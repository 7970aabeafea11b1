import { setTimeout as sleep } from 'node:timers/promises'
import type { MediaSource, SourceItem } from '../source/index.ts'
import type { AudioPublisher } from './audio-publisher.ts'
import type { VideoPublisher } from './video-publisher.ts'

export interface SourcePlayerOptions {
  readonly source: MediaSource
  readonly audio?: AudioPublisher
  readonly video?: VideoPublisher
  /** Begins again at the end. @default false */
  readonly loop?: boolean
}

export interface Clock {
  now(): number
  /** @returns early, without an error, when the signal aborts */
  wait(delayMs: number, signal: AbortSignal): Promise<void>
}

/** After a longer stop the rest plays later instead of all at once. */
const catchUpMsMax = 200

export const systemClock: Clock = {
  now: () => performance.now(),
  wait: async (delayMs, signal) => {
    await sleep(delayMs, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error
    })
  },
}

/**
 * Plays a source in real time, by the time stamps of its items.
 * @returns when the source is at its end or the signal aborts
 */
export async function playSource(
  { source, audio, video, loop = false }: SourcePlayerOptions,
  signal: AbortSignal,
  clock: Clock = systemClock,
): Promise<void> {
  // A whole number: RTP time stamps of sound then advance by whole packets.
  let startedAt = Math.ceil(clock.now())
  let passEndMs = 0
  do {
    const passStartMs = passEndMs
    for await (const item of source.items()) {
      if (signal.aborted) return
      const timestampMs = passStartMs + item.timestampMs
      passEndMs = Math.max(passEndMs, timestampMs + item.durationMs)
      const delayMs = startedAt + timestampMs - clock.now()
      if (delayMs > 0) await clock.wait(delayMs, signal)
      else if (delayMs < -catchUpMsMax) startedAt += Math.floor(-delayMs)
      if (signal.aborted) return
      deliver(item, startedAt + timestampMs, audio, video)
    }
    // An empty source would otherwise be read again and again without a pause.
    if (passEndMs === passStartMs) return
  } while (loop)
}

function deliver(
  item: SourceItem,
  timestampMs: number,
  audio: AudioPublisher | undefined,
  video: VideoPublisher | undefined,
): void {
  if (item.type === 'sound') audio?.write(item.data, timestampMs)
  else if (item.type === 'picture') video?.writePicture({ ...item.picture, timestampMs })
  else video?.writeEncoded({ ...item.frame, timestampMs })
}
