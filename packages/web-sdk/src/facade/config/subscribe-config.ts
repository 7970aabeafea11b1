import { type ElementTarget, optionalTarget } from './element-target.ts'
import { asParameters, type Parameters, requiredString } from './fields.ts'

/** The elements of one subscription, also an entry of `initSubscribe`. */
export interface SubscribeElements {
  /** A `<video>`; left out, the picture is not subscribed. */
  readonly subscribe_video_id?: ElementTarget
  /** An `<audio>`; left out, the sound is not subscribed. */
  readonly subscribe_audio_id?: ElementTarget
  /** A label that shows the stream id. */
  readonly subscribe_streamId_id?: ElementTarget
  /** A label that shows the feed id. */
  readonly feedId_id?: ElementTarget
}

/** Guide 6.3.2, Subscribe. */
export interface SubscribeConfig extends SubscribeElements {
  readonly feedId: string
}

export interface SubscribeTargets {
  readonly video: ElementTarget | undefined
  readonly audio: ElementTarget | undefined
  readonly streamLabel: ElementTarget | undefined
  readonly feedLabel: ElementTarget | undefined
}

/** @throws MrtcError PARAMETER_INVALID */
export function subscribeTargets(parameters: Parameters): SubscribeTargets {
  return {
    video: optionalTarget(parameters, 'subscribe_video_id'),
    audio: optionalTarget(parameters, 'subscribe_audio_id'),
    streamLabel: optionalTarget(parameters, 'subscribe_streamId_id'),
    feedLabel: optionalTarget(parameters, 'feedId_id'),
  }
}

/** @throws MrtcError PARAMETER_INVALID */
export function parseSubscribe(config: SubscribeConfig): { feedId: string; targets: SubscribeTargets } {
  const parameters = asParameters(config, 'config_param')
  return { feedId: requiredString(parameters, 'feedId'), targets: subscribeTargets(parameters) }
}
