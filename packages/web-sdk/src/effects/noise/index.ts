/** Less noise in a microphone's sound. */
export {
  NoiseSuppression,
  type NoiseSuppressionEvents,
  type NoiseSuppressionOptions,
  startNoiseSuppression,
} from './noise-suppression.ts'
