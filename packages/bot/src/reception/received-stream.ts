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

/** What was received of one feed, to be checked and shown. */
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
  #firstSoundMs: number | undefined
  #firstPictureMs: number | undefined

  constructor(options: ReceivedStreamOptions) {
    this.feedId = options.feedId
    this.uid = options.uid
    this.#options = options
  }

  get report(): ReceptionReport {
    const audio = this.#audio?.reception.counts
    const video = this.#video?.reception.counts
    const firstFrameMs = this.#firstPictureMs ?? (this.#video === undefined ? this.#firstSoundMs : undefined)
    return {
      feedId: this.feedId,
      uid: this.uid,
      ...(audio === undefined ? {} : { audio }),
      ...(video === undefined ? {} : { video }),
      kbps: (audio?.kbps ?? 0) + (video?.kbps ?? 0),
      ...(firstFrameMs === undefined
        ? {}
        : { firstFrameMs, firstFrameAt: performance.timeOrigin + this.#options.since + firstFrameMs }),
    }
  }

  /** Receives from these tracks from now on. Those received already go on undisturbed. */
  setTracks({ audio, video }: { audio?: RemoteTrack | undefined; video?: RemoteTrack | undefined }): void {
    if (audio !== this.#audio?.track) {
      this.#audio?.reception.close()
      this.#audio = audio && { track: audio, reception: this.#receiveAudio(audio) }
    }
    if (video !== this.#video?.track) {
      this.#video?.reception.close()
      this.#video = video && { track: video, reception: this.#receiveVideo(video) }
    }
  }

  close(): void {
    this.setTracks({})
  }

  #receiveAudio(track: RemoteTrack): AudioReception {
    return new AudioReception(track, this.#options.audioFormat, (chunk) => {
      this.#firstSoundMs ??= performance.now() - this.#options.since
      this.#options.onSound(chunk)
    })
  }

  #receiveVideo(track: RemoteTrack): VideoReception {
    const { video } = this.#options
    const noteFirst = () => {
      this.#firstPictureMs ??= performance.now() - this.#options.since
    }
    const output: VideoOutput =
      video.form === 'i420'
        ? {
            form: 'i420',
            onPicture: (picture) => {
              noteFirst()
              video.onPicture(picture)
            },
          }
        : {
            form: 'encoded',
            onFrame: (frame, codec) => {
              noteFirst()
              video.onFrame(frame, codec)
            },
          }
    return new VideoReception(track, output)
  }
}
