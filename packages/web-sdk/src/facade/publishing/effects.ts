/** Backgrounds and noise suppression, between what is captured and the application's own filter. */
import { MrtcError } from '@mrtc/protocol/errors'
import type { TrackKind } from '../call-ports.ts'
import type { EffectSettings, PublishSettings } from '../config/index.ts'
import { parameterFault } from '../fault.ts'
import type { BackgroundPort, Effects, NoisePort } from '../ports.ts'
import type { OpenedSource } from './capture-source.ts'

/** Those that run on a stream. */
export interface RunningEffects {
  readonly background?: BackgroundPort
  readonly noise?: NoisePort
}

/** What was said now, else what was said before. */
export function keptEffects(now: EffectSettings, before: EffectSettings): EffectSettings {
  return {
    background: now.background ?? before.background,
    suppressesNoise: now.suppressesNoise ?? before.suppressesNoise,
  }
}

/**
 * Nothing is published without an effect that was asked for: who wants a background must not be shown without.
 * @throws MrtcError CAPTURE_FAILED, Fault backgroundImageMissing, REQUEST_ABORTED
 */
export async function withEffects(
  media: OpenedSource,
  { source, effects: wanted }: PublishSettings,
  effects: Effects,
  signal: AbortSignal,
): Promise<OpenedSource> {
  if (source.device !== 'camera' && source.device !== 'custom') return media
  const opened: { background?: BackgroundPort; noise?: NoisePort } = {}
  const stop = () => {
    opened.background?.close()
    opened.noise?.close()
    media.stop()
  }
  try {
    const { background, suppressesNoise } = wanted
    if (media.video && background) {
      opened.background = await effects.background(media.video, { background, signal }).catch(ofBackground)
    }
    if (media.audio && suppressesNoise) {
      opened.noise = await effects.noise(media.audio, { signal }).catch((cause: unknown) => fail('microphone', cause))
    }
  } catch (error) {
    stop()
    throw error
  }
  return {
    ...media,
    ...(opened.background ? { video: opened.background.track } : {}),
    ...(opened.noise ? { audio: opened.noise.track } : {}),
    ...(media.video ? { camera: media.video } : {}),
    effects: opened,
    stop,
  }
}

/** A picture that is none was not given. */
export function ofBackground(cause: unknown): never {
  if (cause instanceof MrtcError && cause.code === 'PARAMETER_INVALID') {
    throw parameterFault('background.image', cause.message, 'backgroundImageMissing')
  }
  return fail('camera', cause)
}

function fail(device: 'camera' | 'microphone', cause: unknown): never {
  if (!(cause instanceof MrtcError) || cause.code === 'REQUEST_ABORTED') throw cause
  const reason = cause.data?.reason === 'unsupported' ? 'unsupported' : 'unfit'
  throw new MrtcError('CAPTURE_FAILED', cause.message, { data: { device, reason }, cause })
}

/** Calls back when an effect that ran breaks off. */
export function watchEffects(
  { effects = {} }: OpenedSource,
  onFailed: (kind: TrackKind, error: MrtcError) => void,
): void {
  effects.background?.on('failed', (error) => onFailed('video', error))
  effects.noise?.on('failed', (error) => onFailed('audio', error))
}
