/** What is known of the quality of each stream: statistics, weak-network alarms and volume. */
export { StreamQuality } from './stream-quality.ts'
export { WeakAlarm, type WeakLimits } from './weak-alarm.ts'
