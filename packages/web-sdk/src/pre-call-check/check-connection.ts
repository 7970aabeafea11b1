import { CallClient, type Publication, type Room } from '@mrtc/client'
import { MrtcError } from '@mrtc/protocol/errors'
import { version } from '../version.ts'
import { type MediaPath, mediaPathOf, uplinkOf } from './media-path.ts'

/** Where to connect, and who signs (guide, section 4). */
export interface CheckServer {
  /** `wss://host/ws`. */
  readonly url: string
  readonly uid: string
  readonly bizName: string
  readonly appId: string
  /** @default 'default' */
  readonly workspaceId?: string
  readonly sign: string
}

/** A connection that exists for the checks alone. */
export interface CheckConnection {
  /** @throws MrtcError MEDIA_TIMEOUT, MEDIA_FAILED */
  openMedia(signal?: AbortSignal): Promise<MediaPath>
  /** Sends pictures with much in them and reads what the browser finds to get through, in bits a second. */
  measureUplink(durationMs: number, signal?: AbortSignal): Promise<number>
  /** Idempotent. */
  close(): Promise<void>
}

const pollMs = 200
const pathLimitMs = 5_000
const picture = { width: 640, height: 360 } as const
const framesPerSecond = 15
/** High enough that the network is the limit. */
const probeBitrateBps = 3_000_000

export async function connectForCheck(server: CheckServer, signal?: AbortSignal): Promise<CheckConnection> {
  // Nobody watches: what is sent is the probe itself, and nothing is to hold it back.
  const client = new CallClient({ ...server, repair: 'off', platform: { name: 'web-check', version } })
  const aborting = signal === undefined ? {} : { signal }
  await client.connect(aborting)
  let room: Room | undefined
  let publication: Publication | undefined
  const noise = noisyPicture()
  return {
    async openMedia() {
      room = await client.createRoom(aborting)
      const video = noise.track
      publication = await room.publish({ video, simulcast: false, maxVideoBitrateBps: probeBitrateBps }, aborting)
      const deadline = performance.now() + pathLimitMs
      for (;;) {
        const path = await firstOf(publication, mediaPathOf)
        const isComplete = path?.roundTripTimeMs !== undefined
        if (path && (isComplete || performance.now() > deadline)) return path
        if (performance.now() > deadline) throw new MrtcError('MEDIA_TIMEOUT')
        await delay(pollMs, signal)
      }
    },
    async measureUplink(durationMs) {
      await delay(durationMs, signal)
      const uplinkBps = publication && (await firstOf(publication, uplinkOf))
      if (uplinkBps === undefined) throw new MrtcError('MEDIA_FAILED', 'The browser does not tell the bandwidth.')
      return uplinkBps
    },
    async close() {
      noise.stop()
      await room?.leave().catch(() => {})
      await client.close()
    },
  }
}

async function firstOf<T>(
  publication: Publication,
  read: (report: RTCStatsReport) => T | undefined,
): Promise<T | undefined> {
  for (const report of await publication.getStats()) {
    const found = read(report)
    if (found !== undefined) return found
  }
  return undefined
}

/** Noise does not compress: it fills what it is given. */
function noisyPicture(): { readonly track: MediaStreamTrack; stop(): void } {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, picture)
  const context = canvas.getContext('2d')
  const image = context?.createImageData(picture.width, picture.height)
  const draw = () => {
    if (!context || !image) return
    const words = new Uint32Array(image.data.buffer)
    for (let index = 0; index < words.length; index += 1) words[index] = Math.random() * 0xffffffff
    context.putImageData(image, 0, 0)
  }
  draw()
  const timer = setInterval(draw, 1_000 / framesPerSecond)
  const [track] = canvas.captureStream(framesPerSecond).getVideoTracks()
  if (track === undefined) throw new MrtcError('CAPTURE_FAILED', 'This browser cannot make a stream of a canvas.')
  return {
    track,
    stop: () => {
      clearInterval(timer)
      track.stop()
    },
  }
}

/** @throws MrtcError REQUEST_ABORTED */
async function delay(durationMs: number, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, durationMs)
  const abort = () => reject(new MrtcError('REQUEST_ABORTED'))
  if (signal?.aborted) abort()
  signal?.addEventListener('abort', abort, { once: true })
  try {
    await promise
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}
