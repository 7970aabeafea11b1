import { MrtcError } from '@mrtc/protocol/errors'
import type { CapturedMedia } from '../../capture/index.ts'
import type { TrackKind } from '../call-ports.ts'
import type { PublishSettings } from '../config/index.ts'
import { parameterFault } from '../fault.ts'
import type { Capture } from '../ports.ts'

async function captureScreenFor(
  kinds: readonly TrackKind[],
  withAudio: boolean,
  capture: Capture,
  signal: AbortSignal,
): Promise<CapturedMedia> {
  const wantsAudio = kinds.includes('audio') && withAudio
  if (!kinds.includes('video')) {
    throw new MrtcError('CAPTURE_FAILED', 'A screen is shared with its picture: use media_type 1 or 3.', {
      data: { device: 'screen', reason: 'unsupported' },
    })
  }
  return capture.screen({ audio: wantsAudio, signal })
}

/** The stream stays the application's: it is published, never stopped. */
function customMedia(stream: MediaStream | undefined, kinds: readonly TrackKind[]): CapturedMedia {
  if (typeof stream?.getTracks !== 'function') {
    throw parameterFault('stream', 'publish_device 5 needs a MediaStream', 'customStreamMissing')
  }
  const live = stream.getTracks().filter((track) => track.readyState === 'live')
  const audio = kinds.includes('audio') ? live.find((track) => track.kind === 'audio') : undefined
  const video = kinds.includes('video') ? live.find((track) => track.kind === 'video') : undefined
  if (!audio && !video) {
    throw parameterFault('stream', 'has no live track of this media_type', 'customStreamMissing')
  }
  return { ...(audio ? { audio } : {}), ...(video ? { video } : {}), stop: () => {} }
}

/** @throws MrtcError CAPTURE_FAILED, PARAMETER_INVALID, REQUEST_ABORTED */
export async function captureSource(
  { source, kinds }: PublishSettings,
  capture: Capture,
  signal: AbortSignal,
): Promise<CapturedMedia> {
  switch (source.device) {
    case 'camera':
      return capture.camera({
        ...(kinds.includes('video') ? { video: source.video } : {}),
        ...(kinds.includes('audio')
          ? { audio: source.microphoneId === undefined ? {} : { deviceId: source.microphoneId } }
          : {}),
        signal,
      })
    case 'screen':
      return captureScreenFor(kinds, source.withAudio, capture, signal)
    case 'file':
      if (!source.isGiven) throw parameterFault('file', 'publish_device 3 needs a file', 'fileMissing')
      throw new MrtcError('CAPTURE_FAILED', 'Publishing a file is not available in this version.', {
        data: { device: 'file', reason: 'unsupported' },
      })
    case 'region':
      throw parameterFault(
        'part_of_screen_id',
        'publishing a region of the page is not available in this version',
        'regionMissing',
      )
    case 'custom':
      return customMedia(source.stream, kinds)
  }
}
