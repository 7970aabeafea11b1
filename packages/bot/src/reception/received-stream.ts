import type { PcmChunk, PcmFormat } from '../codec/index.ts'
import type { RemoteTrack } from '../webrtc/index.ts'
import { type AudioCounts, AudioReception } from './audio-reception.ts'
import { type VideoCounts, type VideoOutput, VideoReception } from './video-reception.ts'

export interface ReceivedStreamOptions {
  readonly feedId: string
  /** Who publishes it. */
  readonly uid: string
  readonly audioFormat: PcmFormat
  readonly onSound: (chunk: PcmChunk) => void
  readonly video: VideoOutput
  /** When waiting for it began, in the clock of `performance.now()`: `firstFrameMs` counts from here. */
  readonly since: number
}

/** What was received of one feed, to be checked and shown. Counts begin anew when the media connection was rebuilt. */
export interface ReceptionReport {
  readonly feedId: string
  readonly uid: string
  readonly audio?: AudioCounts
  readonly video?: VideoCounts
  /** Payload of sound and picture together, over the last two seconds. */
  readonly kbps: number
  /** From joining, or from the feed's publication if that was later, to the first picture; of audio only feeds, sound. */
  readonly firstFrameMs?: number
  /** When that was, in milliseconds since 1970. */
  readonly firstFrameAt?: number
}

/** One feed that comes in: its tracks may be replaced while it lives, after the media connection was rebuilt. */
export class ReceivedStream {
  readonly feedId: string
  readonly uid: string
  readonly #options: ReceivedStreamOptions
  #audio: { readonly track: RemoteTrack; readonly reception: AudioReception } | undefined
  #video: { readonly track: RemoteTrack; readonly reception: VideoReception } | undefined
  /** Kept when tracks are replaced: the first is the first. */
  #firstFrameAt: number | undefined

  constructor(options: ReceivedStreamOptions) {
    this.feedId = options.feedId
    this.uid = options.uid
    this.#options = options
  }

  get report(): ReceptionReport {
    const audio = this.#audio?.reception.counts
    const video = this.#video?.reception.counts
    const firstFrameAt = this.#firstFrameAt ?? (this.#video ?? this.#audio)?.reception.firstFrameAt
    const first =
      firstFrameAt === undefined
        ? {}
        : { firstFrameMs: firstFrameAt - this.#options.since, firstFrameAt: performance.timeOrigin + firstFrameAt }
    return {
      feedId: this.feedId,
      uid: this.uid,
      ...(audio === undefined ? {} : { audio }),
      ...(video === undefined ? {} : { video }),
      kbps: (audio?.kbps ?? 0) + (video?.kbps ?? 0),
      ...first,
    }
  }

  /** Receives from these tracks from now on. Those received already go on undisturbed. */
  setTracks({ audio, video }: { audio?: RemoteTrack | undefined; video?: RemoteTrack | undefined }): void {
    const { audioFormat, onSound } = this.#options
    if (audio !== this.#audio?.track) {
      this.#audio?.reception.close()
      this.#audio = audio && { track: audio, reception: new AudioReception(audio, audioFormat, onSound) }
    }
    if (video !== this.#video?.track) {
      this.#firstFrameAt ??= this.#video?.reception.firstFrameAt
      this.#video?.reception.close()
      this.#video = video && { track: video, reception: new VideoReception(video, this.#options.video) }
    }
  }

  close(): void {
    this.setTracks({})
  }
}
