/** How loud it is, and who speaks. */
export { type AudioMeter, createAudioMeter, meterShare } from './audio-level.ts'
export { useAudioLevel } from './useAudioLevel.ts'
export { useSpeakers, useSpeaking, useSpokeAt } from './useSpeaking.ts'
