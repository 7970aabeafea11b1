/** How good the connection is: figures of each feed, and what they mean to a person. */
export type { Measurement } from './network-monitor.ts'
export { ownQualityOf, type Quality, qualityOf, worstOf } from './quality.ts'
export type { Figures, FlowDirection, StageTimes } from './stats.ts'
export { useNetworkQuality, useOwnNetworkQuality } from './useNetworkQuality.ts'
