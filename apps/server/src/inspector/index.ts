/**
 * The call inspector: for each call, running or over, who was in it, what they sent and got, how well that went and what
 * broke and why. A listener of happenings takes it down (`call-ledger.ts`, pure), `inspector.ts` writes it in batches.
 */
export type { CallChange, CallChanges, PersonChange, QualitySample } from './call-changes.ts'
export { type CallEvent, type CallEventKind, callEventOf } from './call-event.ts'
export { CallLedger } from './call-ledger.ts'
export {
  type CallReport,
  callReport,
  type ReportedFeed,
  type ReportedParticipant,
  type ReportedSession,
  type ReportedSubscription,
} from './call-report.ts'
export { inspectorConfigSchema } from './config.ts'
export { Inspector } from './inspector.ts'
export { gradeOf, merged, type QualityGrade, qualityGrades } from './quality.ts'
export { type Reconnect, ReconnectFinder, type ReconnectReason, reconnectReasons } from './reconnect.ts'
export { thinned } from './thinned.ts'
