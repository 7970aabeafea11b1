/** The video profiles of the guide (6.3.2, video_profile_type). */

export interface VideoProfile {
  readonly width: number
  readonly height: number
}

/** By `video_profile_type`. The portrait ones are for cameras held upright. */
export const videoProfiles: Readonly<Record<number, VideoProfile>> = {
  1: { width: 1280, height: 720 },
  2: { width: 640, height: 480 },
  3: { width: 640, height: 360 },
  4: { width: 720, height: 1280 },
  5: { width: 360, height: 640 },
  6: { width: 1920, height: 1080 },
  7: { width: 1080, height: 1920 },
  8: { width: 90, height: 160 },
  9: { width: 960, height: 540 },
  10: { width: 540, height: 960 },
}

/** The `video_profile_type` whose size, frame rate and bitrate come from `video_profile_diy`. */
export const customVideoProfile = 100

/** The guide names no default for the web; 360P is its default on Android (6.1, PROFILED_EFAULT) and fits 600 kbit/s. */
export const defaultVideoProfile = 3

/** Frames a second without other wish: the guide's default on Android (6.1). */
export const defaultFrameRate = 15
