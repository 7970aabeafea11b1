/**
 * The reliable session of the client (architecture, "Reliable sessions"): a pure state machine and its thin edge, and what
 * takes its place when the server lost it.
 */
export { EnduringSession, type Resumption } from './enduring-session.ts'
export { exponentialBackoff, type ReconnectPolicy } from './reconnect-policy.ts'
export { ReliableSession, type ReliableSessionEvents } from './reliable-session.ts'
export { farewellTimeoutMs, type RequestFunction, type RequestOptions } from './request-options.ts'
