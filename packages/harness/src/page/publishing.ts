import type { Publication, PublishOptions, Room } from '@mrtc/client'
import type { PublishPlan } from '../scenario/index.ts'
import type { PublicationDrain } from './api.ts'
import { CaptureClock } from './capture-clock.ts'
import { DelayCounter } from './delay-counter.ts'
import { FrameLog } from './frame-log.ts'
import { SoundLog } from './sound-log.ts'
import { flattenStats } from './stats.ts'

/** Camera and microphone of the page, published and logged. */
export class PublishedFeed {
  readonly #publication: Publication
  readonly #frames: FrameLog | null
  readonly #sound: SoundLog | null
  readonly #captureClock: CaptureClock | null
  readonly #capture = new DelayCounter('captureDelay', 'framesCaptured')

  private constructor(publication: Publication, { audio, video }: Tracks) {
    this.#publication = publication
    this.#captureClock = video ? new CaptureClock(video) : null
    this.#frames = video
      ? new FrameLog(video, { keepsSnapshots: false, onFrame: (frame, atMs) => this.#countCapture(frame, atMs) })
      : null
    this.#sound = audio ? new SoundLog(audio) : null
  }

  static async publish(room: Room, plan: PublishPlan): Promise<PublishedFeed> {
    const tracks = await capture(plan)
    const publication = await room.publish({ ...tracks, ...encodingOf(plan), tag: 'camera' })
    return new PublishedFeed(publication, tracks)
  }

  pauseVideo(paused: boolean): Promise<void> {
    return this.#publication.setMuted('video', paused)
  }

  async drain(): Promise<PublicationDrain> {
    return {
      stats: { ...flattenStats(await this.#publication.getStats()), ...this.#capture.read() },
      frames: this.#frames?.drain().frames ?? [],
      sound: this.#sound?.drain() ?? null,
    }
  }

  #countCapture(frame: VideoFrame, atMs: number): void {
    const delayMs = this.#captureClock?.delayMs(frame, atMs - performance.timeOrigin) ?? null
    if (delayMs !== null) this.#capture.add(delayMs)
  }
}

interface Tracks {
  readonly audio?: MediaStreamTrack
  readonly video?: MediaStreamTrack
}

async function capture({ audio: wantsAudio, video: wanted }: PublishPlan): Promise<Tracks> {
  const stream = await navigator.mediaDevices.getUserMedia({
    // Processing would work on the chirps, and its delay is the browser's business.
    audio: wantsAudio && { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    video: wanted !== null && { width: wanted.width, height: wanted.height, frameRate: wanted.fps },
  })
  const [audio] = stream.getAudioTracks()
  const [video] = stream.getVideoTracks()
  return { ...(audio ? { audio } : {}), ...(video ? { video } : {}) }
}

function encodingOf({ video }: PublishPlan): Partial<PublishOptions> {
  if (!video) return {}
  return { codec: video.codec, maxVideoBitrateBps: video.maxKbps * 1_000, simulcast: video.simulcast }
}
