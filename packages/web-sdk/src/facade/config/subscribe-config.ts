import { optionalTarget } from './element-target.ts'
import { asParameters, booleanOr, type Parameters, requiredString } from './fields.ts'
import type { ElementTarget, SubscribeConfig } from './parameters.ts'

export interface SubscribeTargets {
  readonly video: ElementTarget | undefined
  readonly audio: ElementTarget | undefined
  readonly streamLabel: ElementTarget | undefined
  readonly feedLabel: ElementTarget | undefined
  /** Only as much of the picture is received as is seen. */
  readonly followsView: boolean
}

/** @throws MrtcError PARAMETER_INVALID */
export function subscribeTargets(parameters: Parameters): SubscribeTargets {
  return {
    video: optionalTarget(parameters, 'subscribe_video_id'),
    audio: optionalTarget(parameters, 'subscribe_audio_id'),
    streamLabel: optionalTarget(parameters, 'subscribe_streamId_id'),
    feedLabel: optionalTarget(parameters, 'feedId_id'),
    followsView: booleanOr(parameters, 'follow_view', false),
  }
}

/** @throws MrtcError PARAMETER_INVALID */
export function parseSubscribe(config: SubscribeConfig): {
  readonly feedId: string
  readonly targets: SubscribeTargets
  readonly needsVolume: boolean
} {
  const parameters = asParameters(config, 'config_param')
  return {
    feedId: requiredString(parameters, 'feedId'),
    targets: subscribeTargets(parameters),
    needsVolume: booleanOr(parameters, 'need_volume_analyser', false),
  }
}
