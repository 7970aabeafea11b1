/**
 * Whether a call will work here, before somebody waits for it: `checkBeforeCall` looks at the browser, the devices, the
 * connection to the server, each way that media can take and how much gets through, one after the other, and never throws.
 */
export { type BeforeCallOptions, checkBeforeCall } from './check-before-call.ts'
export type { CheckServer } from './check-connection.ts'
export { type CheckName, type CheckResult, checkNames, type Finding, type SkipReason } from './check-result.ts'
export type { MediaPath } from './media-path.ts'
export { type Verdict, verdictOf } from './verdict.ts'
