import type { VideoSettings } from '../../capture/index.ts'
import { parameterFault } from '../fault.ts'
import { asParameters, isPositive, optionalString, type Parameters } from './fields.ts'
import type { ChangeMediaStreamConfig, ChangeProfileConfig, ChangeStreamSizeConfig } from './parameters.ts'
import { forcedAspectRatio, type PublishSettings, parsePublishSettings, profileOf } from './publish-config.ts'

/** What is to be different about a camera. */
export interface ProfileChange {
  readonly video: Partial<VideoSettings>
  readonly microphoneId: string | undefined
  readonly maxVideoBitrateBps: number | undefined
}

export interface SizeChange {
  readonly size: VideoSettings
  readonly maxVideoBitrateBps: number | undefined
}

/** Looked at before the rest: a failure is told with it. NaN when there is none. */
export function sidOf(config: unknown): number {
  const sid = typeof config === 'object' && config !== null && 'sid' in config ? config.sid : undefined
  return typeof sid === 'number' || typeof sid === 'string' ? Number(sid) : Number.NaN
}

/** @throws MrtcError PARAMETER_INVALID */
export function parseMediaStreamChange(config: ChangeMediaStreamConfig): PublishSettings {
  return parsePublishSettings(asParameters(config, 'config_param'))
}

/** @throws MrtcError PARAMETER_INVALID */
export function parseProfileChange(config: ChangeProfileConfig): ProfileChange {
  const parameters = asParameters(config, 'config_param')
  const profile = profileOf(parameters)
  const deviceId = optionalString(parameters, 'videoSource')
  const aspectRatio = forcedAspectRatio(parameters)
  return {
    video: {
      ...profile?.size,
      ...side(parameters, 'local_video_width', 'width'),
      ...side(parameters, 'local_video_height', 'height'),
      ...(deviceId === undefined ? {} : { deviceId }),
      ...(aspectRatio === undefined ? {} : { forcedAspectRatio: aspectRatio }),
    },
    microphoneId: optionalString(parameters, 'audioSource'),
    maxVideoBitrateBps: profile?.bitrateBps,
  }
}

/** @throws MrtcError PARAMETER_INVALID */
export function parseSizeChange(config: ChangeStreamSizeConfig): SizeChange {
  const profile = profileOf(asParameters(config, 'config_param'))
  if (profile === undefined) throw parameterFault('video_profile_type', 'says the size that the video is to have')
  return { size: profile.size, maxVideoBitrateBps: profile.bitrateBps }
}

function side<N extends 'width' | 'height'>(
  parameters: Parameters,
  field: string,
  name: N,
): Partial<Record<N, number>> {
  const value = parameters[field]
  if (value === undefined || value === null || value === '') return {}
  const pixels = Number(value)
  if (!isPositive(pixels)) throw parameterFault(field, 'must be a positive number of pixels')
  // The one key that N is.
  return { [name]: pixels } as Partial<Record<N, number>>
}
