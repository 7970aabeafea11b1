/** Raw frames of a track: MediaStreamTrackProcessor (W3C, MediaStreamTrack Insertable Media Processing), Chromium's so far. */
import { MrtcError } from '@mrtc/protocol/errors'

interface TrackProcessor<T> {
  readonly readable: ReadableStream<T>
}

type TrackProcessorConstructor = new <T>(init: {
  readonly track: MediaStreamTrack
  readonly maxBufferSize?: number
}) => TrackProcessor<T>

function processorConstructor(): TrackProcessorConstructor | undefined {
  const { MediaStreamTrackProcessor } = globalThis as { MediaStreamTrackProcessor?: TrackProcessorConstructor }
  return MediaStreamTrackProcessor
}

export function canReadFrames(): boolean {
  return processorConstructor() !== undefined
}

/** Frames that wait to be read; older ones are dropped, so that a reader that is late sees what is new. */
const bufferedFrames = { audio: 50, video: 1 } as const

/**
 * The frames of a track, of audio as `AudioData` and of video as `VideoFrame`; whoever reads one closes it. The stream
 * can be transferred to a worker, where nothing slows it down while the page is hidden.
 * @throws MrtcError CAPTURE_FAILED where the browser cannot
 */
export function readFrames<T extends AudioData | VideoFrame>(track: MediaStreamTrack): ReadableStream<T> {
  const Processor = processorConstructor()
  if (Processor === undefined) {
    throw new MrtcError('CAPTURE_FAILED', 'This browser gives no access to the frames of a stream.', {
      data: { reason: 'unsupported' },
    })
  }
  const maxBufferSize = track.kind === 'audio' ? bufferedFrames.audio : bufferedFrames.video
  return new Processor<T>({ track, maxBufferSize }).readable
}
