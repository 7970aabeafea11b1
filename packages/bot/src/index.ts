/**
 * Participants without a person, in Node: `BotCall` for new code, `MRtcEngine` and its sessions with the names of the
 * guide's Linux SDK (6.4).
 */
export * from './call/index.ts'
export {
  H264Encoder,
  type I420Frame,
  i420FromBuffer,
  i420ToBuffer,
  monoPcm,
  type PcmChunk,
  type PcmFormat,
  stereoPcm,
} from './codec/index.ts'
export * from './linux/index.ts'
export type { AudioCounts, ReceivedStream, ReceptionReport, VideoCounts } from './reception/index.ts'
export {
  type MediaSource,
  mergeSources,
  type OpenSourceOptions,
  openSource,
  readTestPattern,
  TestPattern,
  type TestSourceOptions,
  testSource,
  type VideoFormat,
} from './source/index.ts'
export { createDevice, type EncodedFrame } from './webrtc/index.ts'
