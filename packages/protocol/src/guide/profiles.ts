/** `video_profile_type` of the Web SDK: sizes in pixels (guide 6.3.2, Publish). The guide names no frame rates for them. */
export const videoProfiles = {
  1: { name: '720P', width: 1280, height: 720 },
  2: { name: 'VGA', width: 640, height: 480 },
  3: { name: '360P', width: 640, height: 360 },
  4: { name: '720P portrait', width: 720, height: 1280 },
  5: { name: '360P portrait', width: 360, height: 640 },
  6: { name: '1080P', width: 1920, height: 1080 },
  7: { name: '1080P portrait', width: 1080, height: 1920 },
  8: { name: '90P portrait', width: 90, height: 160 },
  9: { name: '540P', width: 960, height: 540 },
  10: { name: '540P portrait', width: 540, height: 960 },
} as const
export type VideoProfileType = keyof typeof videoProfiles

/** `video_profile_type` for sizes and rates that the application gives in `video_profile_diy`. */
export const customVideoProfileType = 100

/** `publish_bitrate` when none is given, 600 kbit/s (guide 6.3.2). */
export const defaultPublishBitrateBps = 600_000

/** `aspectRatio` of the Web SDK (guide 6.3.2). */
export const aspectRatios = { 1: 4 / 3, 2: 16 / 9 } as const

interface MobileVideoProfile {
  /** Of the shorter and the longer side, in pixels: the guide has one profile for both orientations. */
  readonly shortSide: number
  readonly longSide: number
  readonly framesPerSecond: number
}

/**
 * `VideoProfile` of the Android SDK (guide 6.1.2). The guide's comment gives PROFILE_1080_1920P_15 30 frames a second;
 * the name is believed. `PROFILED_EFAULT` is the guide's spelling.
 */
export const androidVideoProfiles = {
  PROFILE_360_640P_15: { shortSide: 360, longSide: 640, framesPerSecond: 15 },
  PROFILE_360_640P_30: { shortSide: 360, longSide: 640, framesPerSecond: 30 },
  PROFILE_540_960P_15: { shortSide: 540, longSide: 960, framesPerSecond: 15 },
  PROFILE_540_960P_30: { shortSide: 540, longSide: 960, framesPerSecond: 30 },
  PROFILE_720_1280P_15: { shortSide: 720, longSide: 1280, framesPerSecond: 15 },
  PROFILE_720_1280P_30: { shortSide: 720, longSide: 1280, framesPerSecond: 30 },
  PROFILE_1080_1920P_15: { shortSide: 1080, longSide: 1920, framesPerSecond: 15 },
  PROFILE_1080_1920P_30: { shortSide: 1080, longSide: 1920, framesPerSecond: 30 },
  PROFILED_EFAULT: { shortSide: 360, longSide: 640, framesPerSecond: 15 },
} as const satisfies Record<string, MobileVideoProfile>
export type AndroidVideoProfileName = keyof typeof androidVideoProfiles

/** `resolution` of the Alipay plugin, sizes in pixels (guide 6.5.2); 2 unless the application says otherwise. */
export const alipayResolutions = {
  0: { width: 640, height: 360 },
  1: { width: 960, height: 540 },
  2: { width: 1280, height: 720 },
} as const
