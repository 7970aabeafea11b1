/** Turns whatever failed into one of few problems that a person can understand; `i18n` has a title and a hint for each. */
import { type ErrorCode, MrtcError } from '@mrtc/protocol/errors'

export type ProblemKey =
  | 'serverUnreachable'
  | 'serverTimeout'
  | 'serverFull'
  | 'serverFailed'
  | 'serverRestarted'
  | 'signRefused'
  | 'signUnavailable'
  | 'roomNotFound'
  | 'roomEnded'
  | 'tokenWrong'
  | 'roomFull'
  | 'kicked'
  | 'takenOver'
  | 'sessionLost'
  | 'mediaBlocked'
  | 'codecUnsupported'
  | 'tooFast'
  | 'tooMuch'
  | 'notPermitted'
  | 'personGone'
  | 'brokenLink'
  | 'browserUnsupported'
  | 'versionMismatch'
  | 'fileTooLarge'
  | 'fileQuota'
  | 'fileType'
  | 'fileGone'
  | 'unexpected'

export interface Problem {
  readonly key: ProblemKey
  /** For the person who is asked for help. */
  readonly code?: string
}

/** A failure that this app itself knows, not one of the protocol. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Problem

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.key, options)
    this.problem = problem
  }
}

const keys: Record<ErrorCode, ProblemKey> = {
  SIGNATURE_INVALID: 'signRefused',
  SIGNATURE_EXPIRED: 'signRefused',
  APP_NOT_FOUND: 'signRefused',
  APP_DISABLED: 'signRefused',
  PROTOCOL_UNSUPPORTED: 'versionMismatch',
  HANDSHAKE_TIMEOUT: 'serverTimeout',
  SESSION_NOT_FOUND: 'sessionLost',
  SESSION_TAKEN_OVER: 'takenOver',
  SESSION_OVERFLOW: 'sessionLost',
  SERVER_FULL: 'serverFull',
  SERVER_SHUTTING_DOWN: 'serverRestarted',
  CONNECTION_TIMEOUT: 'serverTimeout',
  CONNECTION_FAILED: 'serverUnreachable',
  CONNECTION_CLOSED: 'sessionLost',
  MESSAGE_MALFORMED: 'unexpected',
  MESSAGE_UNKNOWN: 'versionMismatch',
  MESSAGE_TOO_LARGE: 'tooMuch',
  SEQUENCE_INVALID: 'unexpected',
  PARAMETER_INVALID: 'unexpected',
  RATE_LIMITED: 'tooFast',
  REQUEST_TIMEOUT: 'serverTimeout',
  REQUEST_ABORTED: 'unexpected',
  INTERNAL: 'serverFailed',
  ROOM_NOT_FOUND: 'roomNotFound',
  ROOM_ENDED: 'roomEnded',
  ROOM_TOKEN_INVALID: 'tokenWrong',
  ROOM_FULL: 'roomFull',
  ALREADY_IN_ROOM: 'takenOver',
  NOT_IN_ROOM: 'sessionLost',
  PARTICIPANT_NOT_FOUND: 'personGone',
  NOT_PERMITTED: 'notPermitted',
  KICKED: 'kicked',
  TRANSPORT_NOT_FOUND: 'unexpected',
  TRANSPORT_LIMIT: 'tooMuch',
  FEED_NOT_FOUND: 'unexpected',
  FEED_LIMIT: 'tooMuch',
  SUBSCRIPTION_NOT_FOUND: 'unexpected',
  SUBSCRIPTION_LIMIT: 'tooMuch',
  ALREADY_SUBSCRIBED: 'unexpected',
  CODEC_UNSUPPORTED: 'codecUnsupported',
  MEDIA_UNAVAILABLE: 'serverFailed',
  MEDIA_TIMEOUT: 'mediaBlocked',
  MEDIA_FAILED: 'mediaBlocked',
  TURN_UNAUTHORIZED: 'mediaBlocked',
  TURN_UNREACHABLE: 'mediaBlocked',
  FEATURE_UNAVAILABLE: 'unexpected',
  INVITE_LIMIT: 'unexpected',
  INVITE_NOT_FOUND: 'unexpected',
  CAPTURE_FAILED: 'unexpected',
  FILE_NOT_FOUND: 'fileGone',
  FILE_TOO_LARGE: 'fileTooLarge',
  FILE_QUOTA_EXCEEDED: 'fileQuota',
  FILE_TYPE_REFUSED: 'fileType',
  FILE_TOKEN_INVALID: 'fileGone',
  RECORDER_UNAVAILABLE: 'serverFailed',
  RECORDING_LIMIT: 'tooMuch',
  RECORDING_NOT_FOUND: 'unexpected',
  RECORDING_STATE_INVALID: 'unexpected',
  VOD_LIMIT: 'unexpected',
  VOD_NOT_FOUND: 'unexpected',
  VOD_UNAVAILABLE: 'unexpected',
  VOD_UNPLAYABLE: 'unexpected',
  VOD_UNREACHABLE: 'unexpected',
}

export const problemOfCode = (code: ErrorCode): Problem => ({ key: keys[code], code })

export const problemOf = (error: unknown): Problem => {
  if (error instanceof ProblemError) return error.problem
  if (error instanceof MrtcError) return problemOfCode(error.code)
  return { key: 'unexpected' }
}
