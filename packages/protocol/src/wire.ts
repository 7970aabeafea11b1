/** Constants of the connection, apart from the schemas, so that a browser bundle has them without a schema library. */
import type { ErrorCode } from './errors.ts'

/** What a client knows of why it takes another socket; when it knows nothing, the one before was lost. */
export const resumeCauses = ['networkChanged', 'pageAway'] as const
export type ResumeCause = (typeof resumeCauses)[number]

export const protocolVersion = 1
/** The path that the server listens on for WebSockets. */
export const signalingPath = '/ws'

/** WebSocket close codes of ours (RFC 6455, section 7.4.2: 4000-4999 are free for use). */
export const closeCodes = {
  normal: 1000,
  goingAway: 1001,
  tooLarge: 1009,
  refused: 4001,
  sessionOver: 4002,
  sequenceLost: 4003,
  heartbeatLost: 4004,
  replaced: 4005,
} as const

/** After these a client must not try to resume by itself. */
export const finalErrors: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'SIGNATURE_INVALID',
  'SIGNATURE_EXPIRED',
  'APP_NOT_FOUND',
  'APP_DISABLED',
  'PROTOCOL_UNSUPPORTED',
  'PARAMETER_INVALID',
  'SESSION_NOT_FOUND',
  'SESSION_TAKEN_OVER',
  'SESSION_OVERFLOW',
])
