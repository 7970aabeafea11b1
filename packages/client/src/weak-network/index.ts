/**
 * What is done against weak networks: samples of each second, a diagnosis of both directions, a plan, and its
 * application. Decisions are pure (`network-controller`, `path-condition`, `network-plan`, `loss-reporter`).
 */
export { BitrateFloor } from './bitrate-floor.ts'
export type { LossCount } from './loss-reporter.ts'
export type { NetworkCause, PathDirection } from './network-cause.ts'
export type { NetworkDecision } from './network-controller.ts'
export { idlePlan, type NetworkPlan } from './network-plan.ts'
export type { PathDiagnosis } from './path-condition.ts'
export { peerConnectionOf } from './peer-connection.ts'
export type { TracksOf } from './quality-meter.ts'
export type { PictureSize, TrackLoss, TrackPicture } from './read-stats.ts'
export { AudioTuning, type TrackTuning, VideoTuning } from './track-tuning.ts'
export { everythingWanted, isLayerWanted, type VideoDemand } from './video-demand.ts'
export {
  type MediaDirection,
  type NetworkView,
  type PathView,
  type ReceivingDirection,
  type SendingDirection,
  WeakNetwork,
} from './weak-network.ts'
