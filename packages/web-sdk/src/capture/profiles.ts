/** The video profiles of the guide (6.3.2, video_profile_type). */
import { videoProfiles as guideProfiles } from '@mrtc/protocol'

/** The size of a picture, in pixels. */
export interface VideoProfile {
  readonly width: number
  readonly height: number
}

/** By `video_profile_type`. The portrait ones are for cameras held upright. */
export const videoProfiles: Readonly<Record<number, VideoProfile>> = guideProfiles

/** The `video_profile_type` whose size, frame rate and bitrate come from `video_profile_diy`. */
export const customVideoProfile = 100

/** The guide names no default for the web; 360P is its default on Android (6.1, PROFILED_EFAULT) and fits 600 kbit/s. */
export const defaultVideoProfile = 3

/** Frames a second without other wish: the guide's default on Android (6.1). */
export const defaultFrameRate = 15
