import { Muxer as Mp4Muxer, StreamTarget as Mp4Target } from 'mp4-muxer'
import { Muxer as WebmMuxer, StreamTarget as WebmTarget } from 'webm-muxer'
import type { RecorderSettings, WrittenFile } from './messages.ts'
import { PagedFile } from './paged-file.ts'

type Muxer = Pick<WebmMuxer<WebmTarget> | Mp4Muxer<Mp4Target>, 'addVideoChunk' | 'addAudioChunk' | 'finalize'>

const microsecondsPerMs = 1_000
const webmVideoCodecs: Readonly<Record<string, string>> = { vp8: 'V_VP8', vp09: 'V_VP9' }

function createMuxer(settings: RecorderSettings, file: PagedFile): Muxer {
  const { kinds, size, container, frameRate, audio } = settings
  const onData = (data: Uint8Array, position: number) => file.write(data, position)
  const { sampleRate, numberOfChannels } = audio
  if (container === 'mp4') {
    return new Mp4Muxer({
      target: new Mp4Target({ onData }),
      fastStart: false,
      // Sound begins some milliseconds after the picture: that difference must stay.
      firstTimestampBehavior: 'cross-track-offset',
      ...(kinds.includes('video') ? { video: { codec: 'avc', ...size, frameRate } } : {}),
      ...(kinds.includes('audio')
        ? { audio: { codec: audio.codec === 'opus' ? 'opus' : 'aac', sampleRate, numberOfChannels } }
        : {}),
    })
  }
  const [family = ''] = settings.video.codec.split('.')
  return new WebmMuxer({
    target: new WebmTarget({ onData }),
    firstTimestampBehavior: 'permissive',
    ...(kinds.includes('video') ? { video: { codec: webmVideoCodecs[family] ?? '', ...size, frameRate } } : {}),
    ...(kinds.includes('audio') ? { audio: { codec: 'A_OPUS', sampleRate, numberOfChannels } } : {}),
  })
}

/** One file that is being written; its time begins at zero. The first chunk of each kind needs its metadata. */
export class MediaFile {
  readonly #file = new PagedFile()
  readonly #muxer: Muxer
  readonly #type: string
  #endUs = 0
  #hasVideo = false
  #hasAudio = false

  constructor(settings: RecorderSettings) {
    this.#muxer = createMuxer(settings, this.#file)
    this.#type = `${settings.kinds.includes('video') ? 'video' : 'audio'}/${settings.container}`
  }

  addVideo(chunk: EncodedVideoChunk, metadata: EncodedVideoChunkMetadata | undefined, timestampUs: number): void {
    this.#muxer.addVideoChunk(chunk, this.#hasVideo ? undefined : metadata, timestampUs)
    this.#hasVideo = true
    this.#extend(timestampUs, chunk.duration)
  }

  addAudio(chunk: EncodedAudioChunk, metadata: EncodedAudioChunkMetadata | undefined, timestampUs: number): void {
    this.#muxer.addAudioChunk(chunk, this.#hasAudio ? undefined : metadata, timestampUs)
    this.#hasAudio = true
    this.#extend(timestampUs, chunk.duration)
  }

  finish(): WrittenFile {
    this.#muxer.finalize()
    return { blob: this.#file.finish(this.#type), durationMs: Math.round(this.#endUs / microsecondsPerMs) }
  }

  #extend(timestampUs: number, durationUs: number | null): void {
    this.#endUs = Math.max(this.#endUs, timestampUs + (durationUs ?? 0))
  }
}
