import type { Publication, Room } from '@mrtc/client'
import type { FeedSource } from '@mrtc/protocol'
import type { PcmFormat } from '../codec/index.ts'
import { AudioPublisher, VideoPublisher, type VideoPublisherOptions } from '../publishing/index.ts'

export interface OutgoingFeedOptions {
  readonly audio?: PcmFormat
  readonly video?: VideoPublisherOptions
  readonly tag: string
  readonly source: FeedSource
}

/** A feed that we publish: write sound and pictures to its publishers. */
export class OutgoingFeed {
  readonly publication: Publication
  readonly audio: AudioPublisher | undefined
  readonly video: VideoPublisher | undefined

  private constructor(publication: Publication, audio: AudioPublisher | undefined, video: VideoPublisher | undefined) {
    this.publication = publication
    this.audio = audio
    this.video = video
    if (video === undefined) return
    publication.on('wantedLayerChanged', (layer) => {
      video.highestWanted = layer
    })
  }

  static async publish(room: Room, options: OutgoingFeedOptions): Promise<OutgoingFeed> {
    const audio = options.audio && new AudioPublisher(options.audio)
    const video = options.video && new VideoPublisher(options.video)
    try {
      const publication = await room.publish({
        ...(audio === undefined ? {} : { audio: audio.track.asMediaStreamTrack() }),
        ...(video === undefined ? {} : { video: video.track.asMediaStreamTrack() }),
        tag: options.tag,
        source: options.source,
        codec: 'H264',
        simulcast: false,
      })
      return new OutgoingFeed(publication, audio, video)
    } catch (error) {
      audio?.close()
      video?.close()
      throw error
    }
  }

  get feedId(): string {
    return this.publication.feedId
  }

  /** Unpublishes. */
  async close(): Promise<void> {
    this.release()
    await this.publication.close()
  }

  /** Frees the encoders; the publication is over or about to be. */
  release(): void {
    this.audio?.close()
    this.video?.close()
  }
}
