/** Other backgrounds behind people. */
export type { BackgroundStatistics } from './messages.ts'
export type { Background, BlurStrength, CutOutOptions } from './options.ts'
export {
  startVideoBackground,
  VideoBackground,
  type VideoBackgroundEvents,
  type VideoBackgroundOptions,
} from './video-background.ts'
