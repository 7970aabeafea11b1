/** The way of received media from packets to pictures and sound, with counts of everything that can go wrong on it. */
export type { AudioCounts } from './audio-reception.ts'
export { ReceivedStream, type ReceivedStreamOptions, type ReceptionReport } from './received-stream.ts'
export type { VideoCounts, VideoOutput } from './video-reception.ts'
