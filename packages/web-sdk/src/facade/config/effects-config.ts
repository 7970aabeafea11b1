import type { Background } from '../../effects/index.ts'
import type { FeedSource } from '../call-ports.ts'
import { parameterFault } from '../fault.ts'
import { asParameters, type Parameters } from './fields.ts'
import type { EffectSettings } from './publish-config.ts'

/** @throws MrtcError PARAMETER_INVALID, Fault backgroundImageMissing */
export function parseEffects(parameters: Parameters, device: FeedSource): EffectSettings {
  const { background, noise_suppression: noise } = parameters
  const isPerson = device === 'camera' || device === 'custom'
  for (const field of ['background', 'noise_suppression'] as const) {
    const isWanted = parameters[field] !== undefined && parameters[field] !== null
    if (isWanted && !isPerson) throw parameterFault(field, 'is for publish_device 1 and 5')
  }
  if (noise !== undefined && noise !== null && typeof noise !== 'boolean') {
    throw parameterFault('noise_suppression', 'must be true or false')
  }
  return {
    background: background === undefined || background === null ? undefined : parseBackground(background),
    suppressesNoise: noise ?? undefined,
  }
}

/** @throws MrtcError PARAMETER_INVALID, Fault backgroundImageMissing */
export function parseBackground(value: unknown): Background {
  const { type, strength = 'strong', image } = asParameters(value, 'background')
  switch (type) {
    case 'none':
      return { kind: 'none' }
    case 'blur':
      if (strength !== 'light' && strength !== 'strong') {
        throw parameterFault('background.strength', "must be 'light' or 'strong'")
      }
      return { kind: 'blur', strength }
    case 'image':
      if (image === undefined || image === null || image === '') {
        throw parameterFault('background.image', 'must be a Blob or an image that is loaded', 'backgroundImageMissing')
      }
      // Whether it is one shows when it is drawn.
      return { kind: 'image', image: image as Blob }
    default:
      throw parameterFault('background.type', "must be 'none', 'blur' or 'image'")
  }
}
