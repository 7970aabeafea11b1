import type { EndReason, FeedSource, TrackKind } from '@mrtc/protocol'
import { Emitter } from '../emitter.ts'
import type { FeedSender } from './feed-sender.ts'
import type { DegradationPreference, MediaTracks, VideoCodec } from './publish-options.ts'

/** What a publication tells. */
export type PublicationEvents = {
  /** The last event. */
  closed: [EndReason]
  /** The source of the track ended: a device was unplugged, a person stopped sharing the screen. */
  trackEnded: [TrackKind]
  /** Another track is sent instead, see {@link Publication.replaceTrack}. */
  trackReplaced: [TrackKind]
  /** It is sent anew after its media connection was lost; `feedId` is another only if the server had lost the feed. */
  changed: []
  /** The highest layer of the video that anybody watches: `null` none, undefined all. What is above is not sent. */
  wantedLayerChanged: [number | null | undefined]
}

/** One feed that we publish. */
export class Publication extends Emitter<PublicationEvents> {
  /** Of the application. */
  readonly tag: string
  readonly #sender: FeedSender

  /** @internal */
  constructor(sender: FeedSender) {
    super()
    this.#sender = sender
    this.tag = sender.tag
  }

  /** Others subscribe to this. */
  get feedId(): string {
    return this.#sender.feedId
  }

  /** What it shows now. */
  get source(): FeedSource {
    return this.#sender.source
  }

  /** What is sent. */
  get tracks(): MediaTracks {
    return this.#sender.tracks
  }

  /** Whether packets of a track are held back. @throws MrtcError PARAMETER_INVALID if there is no such track */
  isMuted(kind: TrackKind): boolean {
    return this.#sender.isMuted(kind)
  }

  /**
   * Stops or resumes the packets of a track; the track itself is left alone. Others hear of it as a changed feed.
   * @throws MrtcError PARAMETER_INVALID if there is no such track, FEED_NOT_FOUND when closed
   */
  setMuted(kind: TrackKind, muted: boolean): Promise<void> {
    return this.#sender.setMuted(kind, muted)
  }

  /**
   * Sends another track instead, for example of another camera, without anybody having to subscribe again.
   * @throws MrtcError PARAMETER_INVALID if there is no such track or it has ended, FEED_NOT_FOUND when closed
   */
  async replaceTrack(kind: TrackKind, track: MediaStreamTrack): Promise<void> {
    await this.#sender.replaceTrack(kind, track)
    this.emit('trackReplaced', kind)
  }

  /**
   * Tells the others what the feed shows from now on, for example after {@link replaceTrack} with a screen's.
   * @throws MrtcError FEED_NOT_FOUND when closed
   */
  setSource(source: FeedSource): Promise<void> {
    return this.#sender.setSource(source)
  }

  /**
   * Encodes video with another codec. Subscriptions go on with a new track (`changed`).
   * @throws MrtcError CODEC_UNSUPPORTED, PARAMETER_INVALID if there is no video, FEED_NOT_FOUND when closed
   */
  changeVideoCodec(codec: VideoCodec): Promise<void> {
    return this.#sender.changeVideoCodec(codec)
  }

  /** Of all simulcast layers together, in bits a second. @throws MrtcError PARAMETER_INVALID if there is no video */
  setMaxVideoBitrate(bitrateBps: number): Promise<void> {
    return this.#sender.setMaxVideoBitrate(bitrateBps)
  }

  /**
   * What stays as it is when bandwidth or CPU are short, from now on. Platforms that do not know it do as they like.
   * @throws MrtcError PARAMETER_INVALID if there is no video, FEED_NOT_FOUND when closed
   */
  setDegradationPreference(preference: DegradationPreference): Promise<void> {
    return this.#sender.setDegradationPreference(preference)
  }

  /** False while nobody watches: the video is not sent then. Its sound always is. */
  get isVideoWanted(): boolean {
    return this.#sender.isVideoWanted
  }

  /** One report a track. */
  getStats(): Promise<RTCStatsReport[]> {
    return this.#sender.getStats()
  }

  /** Unpublishes. Idempotent. */
  close(): Promise<void> {
    return this.#sender.close()
  }
}
