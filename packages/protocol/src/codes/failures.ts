import type { ErrorCode, ErrorKind } from '../errors.ts'
import type { Failure } from './table.ts'

/** Which failures a canonical error can be, the most precise first. */
const failuresOfError: Partial<Record<ErrorCode, readonly Failure[]>> = {
  // These are faults of the SDK or its version, not of what the application passed in.
  PROTOCOL_UNSUPPORTED: ['server'],
  MESSAGE_MALFORMED: ['server'],
  MESSAGE_UNKNOWN: ['server'],
  SEQUENCE_INVALID: ['server'],

  CONNECTION_FAILED: ['network', 'server'],
  CONNECTION_CLOSED: ['connectionClosed', 'state'],
  CONNECTION_TIMEOUT: ['timeout', 'network'],
  SESSION_NOT_FOUND: ['roomGone', 'connectionClosed', 'state'],
  SESSION_TAKEN_OVER: ['roomGone', 'connectionClosed', 'state'],
  SESSION_OVERFLOW: ['roomGone', 'connectionClosed', 'state'],
  SERVER_FULL: ['server'],
  RATE_LIMITED: ['server'],
  REQUEST_ABORTED: ['cancelled', 'state'],

  ROOM_ENDED: ['roomGone', 'server'],
  ROOM_FULL: ['server'],
  NOT_PERMITTED: ['server'],
  KICKED: ['roomGone', 'state'],

  FILE_NOT_FOUND: ['refused', 'server'],
  FILE_TOO_LARGE: ['limit', 'refused', 'server'],

  FEED_NOT_FOUND: ['streamMissing', 'server'],
  SUBSCRIPTION_NOT_FOUND: ['streamMissing', 'server'],
  ALREADY_SUBSCRIBED: ['alreadySubscribed', 'server'],
  CODEC_UNSUPPORTED: ['codecUnavailable', 'mediaFailed', 'server'],
  MEDIA_TIMEOUT: ['mediaTimeout', 'mediaFailed', 'timeout'],
  MEDIA_FAILED: ['mediaFailed', 'mediaTimeout'],
  RECORDING_STATE_INVALID: ['recordState', 'server'],
  VOD_NOT_FOUND: ['streamMissing', 'server'],
  VOD_UNREACHABLE: ['refused', 'server'],
  VOD_UNPLAYABLE: ['refused', 'server'],
  CAPTURE_FAILED: ['captureFailed', 'videoCaptureFailed'],
}

const failuresOfKind: Record<ErrorKind, readonly Failure[]> = {
  parameter: ['parameter'],
  authentication: ['server'],
  state: ['state'],
  missing: ['server'],
  limit: ['limit'],
  timeout: ['timeout'],
  server: ['server'],
  media: ['mediaFailed'],
}

/** The failures to look for in a table, the most precise first. */
export function failuresOf(code: ErrorCode, kind: ErrorKind): readonly Failure[] {
  return failuresOfError[code] ?? failuresOfKind[kind]
}
