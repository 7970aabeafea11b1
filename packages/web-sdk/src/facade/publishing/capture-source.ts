import { MrtcError } from '@mrtc/protocol/errors'
import type { CapturedMedia, Pages, Playback } from '../../capture/index.ts'
import type { TrackKind } from '../call-ports.ts'
import type { PublishSettings } from '../config/index.ts'
import { parameterFault } from '../fault.ts'
import type { Page } from '../page/index.ts'
import type { Capture } from '../ports.ts'
import type { RunningEffects } from './effects.ts'

/** Tracks to publish, and the controls of their source if it has any. */
export interface OpenedSource extends CapturedMedia {
  readonly playback?: Playback
  readonly pages?: Pages
  /** The camera itself, where `video` is made of it. */
  readonly camera?: MediaStreamTrack
  readonly effects?: RunningEffects
}

export interface CaptureEdges {
  readonly capture: Capture
  readonly page: Page
}

async function captureScreenFor(
  kinds: readonly TrackKind[],
  withAudio: boolean,
  capture: Capture,
  signal: AbortSignal,
): Promise<OpenedSource> {
  const wantsAudio = kinds.includes('audio') && withAudio
  if (!kinds.includes('video')) {
    throw new MrtcError('CAPTURE_FAILED', 'A screen is shared with its picture: use media_type 1 or 3.', {
      data: { device: 'screen', reason: 'unsupported' },
    })
  }
  return capture.screen({ audio: wantsAudio, signal })
}

/** The stream stays the application's: it is published, never stopped. */
function customMedia(stream: MediaStream | undefined, kinds: readonly TrackKind[]): OpenedSource {
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
  { capture, page }: CaptureEdges,
  signal: AbortSignal,
): Promise<OpenedSource> {
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
      if (source.file === undefined) throw parameterFault('file', 'publish_device 3 needs a file', 'fileMissing')
      return capture.file(source.file, {
        kinds,
        signal,
        ...(source.password === undefined ? {} : { password: source.password }),
      })
    case 'region': {
      const element = source.element === undefined ? undefined : page.element(source.element)
      if (element === undefined) {
        throw parameterFault('part_of_screen_id', 'there is no such element on the page', 'regionMissing')
      }
      return capture.region(element, { signal })
    }
    case 'custom':
      return customMedia(source.stream, kinds)
  }
}
