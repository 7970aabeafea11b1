/** From what a trial wrote down to figures: pure, but for FFmpeg and PESQ, which compare pictures and sound. */
export { analyse, type TrialFigures } from './analyse.ts'
export { canScoreAudio } from './audio-score.ts'
export { median } from './statistics.ts'
