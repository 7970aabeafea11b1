import { defaultPublishBitrateBps } from '@mrtc/protocol'
import { customVideoProfile, defaultVideoProfile, type VideoSettings, videoProfiles } from '../../capture/index.ts'
import type { Background } from '../../effects/index.ts'
import type { PublishOptions, TrackKind } from '../call-ports.ts'
import { parameterFault } from '../fault.ts'
import { parseEffects } from './effects-config.ts'
import { optionalTarget } from './element-target.ts'
import {
  asParameters,
  booleanOr,
  choice,
  isPositive,
  optionalChoice,
  optionalString,
  type Parameters,
} from './fields.ts'
import type { CustomVideoProfile, ElementTarget, PublishConfig } from './parameters.ts'

/** Where the media comes from. */
export type PublishSource =
  | { readonly device: 'camera'; readonly video: VideoSettings; readonly microphoneId: string | undefined }
  | { readonly device: 'screen'; readonly withAudio: boolean }
  | { readonly device: 'file'; readonly file: Blob | undefined; readonly password: string | undefined }
  | { readonly device: 'region'; readonly element: ElementTarget | undefined }
  | { readonly device: 'custom'; readonly stream: MediaStream | undefined }

/** What is done to picture and sound on the way. */
export interface EffectSettings {
  /** Undefined when nothing was said. */
  readonly background: Background | undefined
  readonly suppressesNoise: boolean | undefined
}

export interface PublishSettings
  extends Required<Pick<PublishOptions, 'degradationPreference' | 'maxVideoBitrateBps'>> {
  readonly kinds: readonly TrackKind[]
  readonly source: PublishSource
  readonly effects: EffectSettings
  readonly audioMuted: boolean
  readonly videoMuted: boolean
  readonly needsVolume: boolean
}

/** Where a publication is shown, and its tag. */
export interface PublishTarget {
  readonly video: ElementTarget | undefined
  readonly label: ElementTarget | undefined
  readonly tag: string
}

const bitsPerKilobit = 1000

const kindsByMediaType = { 1: ['audio', 'video'], 2: ['audio'], 3: ['video'] } as const
const aspectRatios = { 1: 4 / 3, 2: 16 / 9 } as const
const degradationPreferences = { 1: 'maintain-framerate', 2: 'maintain-resolution' } as const

function customProfile(parameters: Parameters): CustomVideoProfile {
  const profile = parameters.video_profile_diy
  const complete = 'video_profile_type 100 needs { width, height, frameRate, bitrate }, all of them positive numbers'
  if (typeof profile !== 'object' || profile === null)
    throw parameterFault('video_profile_diy', complete, 'customProfileMissing')
  const { width, height, frameRate, bitrate } = profile as Partial<Record<keyof CustomVideoProfile, unknown>>
  if (!isPositive(width) || !isPositive(height) || !isPositive(frameRate) || !isPositive(bitrate)) {
    throw parameterFault('video_profile_diy', complete, 'customProfileMissing')
  }
  return { width, height, frameRate, bitrate }
}

interface Profile {
  readonly size: VideoSettings
  /** Of the custom profile. */
  readonly bitrateBps: number | undefined
}

/** Of `video_profile_type`; undefined when it is left out. */
export function profileOf(parameters: Parameters): Profile | undefined {
  const types = [...Object.keys(videoProfiles).map(Number), customVideoProfile]
  const type = optionalChoice(parameters, 'video_profile_type', types)
  if (type === undefined) return undefined
  if (type === customVideoProfile) {
    const { bitrate, ...size } = customProfile(parameters)
    return { size, bitrateBps: bitrate * bitsPerKilobit }
  }
  return { size: sizeOf(type), bitrateBps: undefined }
}

function sizeOf(type: number): VideoSettings {
  const size = videoProfiles[type]
  if (size === undefined) throw parameterFault('video_profile_type', `there is no profile ${type}`)
  return size
}

export function forcedAspectRatio(parameters: Parameters): number | undefined {
  const isForced = booleanOr(parameters, 'aspectRatioStrongDepend', false)
  const ratio = optionalChoice(parameters, 'aspectRatio', [1, 2])
  if (!isForced) return undefined
  if (ratio === undefined) throw parameterFault('aspectRatio', 'aspectRatioStrongDepend needs 1 (4:3) or 2 (16:9)')
  return aspectRatios[ratio]
}

function bitrateBps(parameters: Parameters): number {
  const { publish_bitrate: bitrate } = parameters
  if (bitrate === undefined || bitrate === null) return defaultPublishBitrateBps
  if (!isPositive(bitrate)) throw parameterFault('publish_bitrate', 'must be a positive number of kbit/s')
  return bitrate * bitsPerKilobit
}

function sourceOf(parameters: Parameters, size: VideoSettings): PublishSource {
  switch (choice(parameters, 'publish_device', [1, 2, 3, 4, 5])) {
    case 1: {
      const deviceId = optionalString(parameters, 'videoSource')
      const aspectRatio = forcedAspectRatio(parameters)
      const video = {
        ...size,
        ...(deviceId === undefined ? {} : { deviceId }),
        ...(aspectRatio === undefined ? {} : { forcedAspectRatio: aspectRatio }),
      }
      return { device: 'camera', video, microphoneId: optionalString(parameters, 'audioSource') }
    }
    case 2:
      return { device: 'screen', withAudio: booleanOr(parameters, 'enableDesktopAudio', false) }
    case 3:
      return { device: 'file', file: optionalFile(parameters), password: optionalString(parameters, 'file_password') }
    case 4:
      return { device: 'region', element: optionalTarget(parameters, 'part_of_screen_id') }
    case 5:
      return { device: 'custom', stream: parameters.stream as MediaStream | undefined }
  }
}

const defaultProfile: Profile = { size: sizeOf(defaultVideoProfile), bitrateBps: undefined }

function optionalFile({ file }: Parameters): Blob | undefined {
  if (file === undefined || file === null || file === '') return undefined
  if (!(file instanceof Blob)) throw parameterFault('file', 'must be a File or Blob')
  return file
}

/** @throws MrtcError PARAMETER_INVALID */
export function parsePublishSettings(parameters: Parameters): PublishSettings {
  const kinds = kindsByMediaType[choice(parameters, 'media_type', [1, 2, 3])]
  const { size, bitrateBps: customBitrateBps } = profileOf(parameters) ?? defaultProfile
  const source = sourceOf(parameters, size)
  return {
    kinds,
    source,
    effects: parseEffects(parameters, source.device),
    maxVideoBitrateBps: customBitrateBps ?? bitrateBps(parameters),
    degradationPreference: degradationPreferences[optionalChoice(parameters, 'degradationType', [1, 2]) ?? 1],
    audioMuted: !booleanOr(parameters, 'enableAudio', true),
    videoMuted: !booleanOr(parameters, 'enableVideo', true),
    needsVolume: booleanOr(parameters, 'need_volume_analyser', false),
  }
}

/** @throws MrtcError PARAMETER_INVALID */
export function parsePublishTarget(parameters: Parameters): PublishTarget {
  return {
    video: optionalTarget(parameters, 'publish_video_id'),
    label: optionalTarget(parameters, 'publish_streamId_id'),
    tag: optionalString(parameters, 'publish_tag') ?? '',
  }
}

/** @throws MrtcError PARAMETER_INVALID */
export function parsePublish(config: PublishConfig): { settings: PublishSettings; target: PublishTarget } {
  const parameters = asParameters(config, 'config_param')
  return { settings: parsePublishSettings(parameters), target: parsePublishTarget(parameters) }
}
