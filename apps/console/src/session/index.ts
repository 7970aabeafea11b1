/** Who is logged in, and what they may do. */
export { SessionProvider, useMay, useSession } from './SessionContext.ts'
export type { SessionState } from './session-state.ts'
export { type SessionChanges, sessionIsOver, useSessionChanges, useSessionState } from './useSession.ts'
