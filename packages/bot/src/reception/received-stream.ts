import type { PcmChunk, PcmFormat } from '../codec/index.ts'
import type { RemoteTrack } from '../webrtc/index.ts'
import { type AudioCounts, AudioReception } from './audio-reception.ts'
import { RateMeter } from './rate-meter.ts'
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
}

/** One feed that comes in: its tracks may be replaced while it lives, after the media connection was rebuilt. */
export class ReceivedStream {
  readonly feedId: string
  readonly uid: string
  readonly #options: ReceivedStreamOptions
  readonly #bitrate = new RateMeter()
  #audio: { readonly track: RemoteTrack; readonly reception: AudioReception } | undefined
  #video: { readonly track: RemoteTrack; readonly reception: VideoReception } | undefined
  #stopCounting: (() => void)[] = []
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
      kbps: this.#bitrate.perSecond(performance.now()) / 1000,
      ...(firstFrameMs === undefined ? {} : { firstFrameMs }),
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
    for (const stop of this.#stopCounting) stop()
    this.#stopCounting = [audio, video]
      .filter((track) => track !== undefined)
      .map((track) =>
        track.media.on('packetReceived', (packet) => this.#bitrate.add(packet.payload.length * 8, performance.now())),
      )
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
