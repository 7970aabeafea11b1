/**
 * Whether a call will work here, before somebody waits for it: `checkBeforeCall` looks at the browser, the devices, the
 * connection to the server, the media path and how much it carries, one after the other, and never throws.
 */
export {
  type BeforeCallOptions,
  type CheckName,
  type CheckResult,
  checkBeforeCall,
  type MediaPath,
} from './check-before-call.ts'
