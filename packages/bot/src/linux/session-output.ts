import { MrtcError } from '@mrtc/protocol'
import type { OutgoingFeed } from '../call/index.ts'
import { bytesPerSample, opusFrameMs } from '../codec/index.ts'
import { AccessUnitNormalizer } from '../h264/index.ts'
import { SpeechQueue, Ticker } from '../publishing/index.ts'
import type { EngineSettings } from './engine-settings.ts'
import type { RtcAudioData, RtcVideoData } from './types.ts'
import { fromVideoData, toBuffer } from './video-data.ts'

/** What a session publishes, and the queue that gives its sound out in real time. */
export class SessionOutput {
  readonly feed: OutgoingFeed
  readonly #settings: EngineSettings
  readonly #speech: SpeechQueue | undefined
  readonly #ticker: Ticker | undefined
  readonly #normalizer = new AccessUnitNormalizer()

  constructor(feed: OutgoingFeed, settings: EngineSettings) {
    this.feed = feed
    this.#settings = settings
    const { audio } = feed
    if (audio === undefined) return
    const speech = new SpeechQueue(audio.frameSizeBytes)
    this.#speech = speech
    this.#ticker = new Ticker(opusFrameMs, (timestampMs) => audio.write(speech.pull(), timestampMs))
  }

  get queuedBytes(): number {
    return this.#speech?.sizeBytes ?? 0
  }

  clearAudio(): void {
    this.#speech?.clear()
  }

  /** @throws MrtcError PARAMETER_INVALID when it is not whole samples */
  feedAudio({ data, length }: RtcAudioData): void {
    const sampleBytes = bytesPerSample * this.#settings.audioFormat.channels
    if (length < 0 || length > data.length || length % sampleBytes !== 0) {
      throw new MrtcError('PARAMETER_INVALID', `length: ${length} is not whole samples within data.`, {
        field: 'length',
      })
    }
    this.#speech?.push(data.subarray(0, length))
  }

  /** @throws MrtcError PARAMETER_INVALID when it is not what the engine was told */
  feedVideo(video: RtcVideoData): void {
    const publisher = this.feed.video
    if (publisher === undefined) return
    if (!this.#settings.video.isH264) {
      publisher.writePicture(fromVideoData(video))
      return
    }
    const accessUnit = toBuffer(video.dataY).subarray(0, video.length)
    try {
      publisher.writeEncoded({ ...this.#normalizer.normalize(accessUnit), timestampMs: video.timestamp })
    } catch (cause) {
      throw new MrtcError('PARAMETER_INVALID', 'dataY is not H264 in Annex B.', { field: 'dataY', cause })
    }
  }

  /** The feed itself ends with its publication. */
  close(): void {
    this.#ticker?.close()
  }
}
