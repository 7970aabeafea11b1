import { MrtcError } from '@mrtc/protocol/errors'
import { type Operation, webCode } from './codes.ts'
import { MeetingError } from './meeting-error.ts'

/** Anything thrown, as a canonical error. */
export function canonicalError(thrown: unknown): MrtcError {
  if (thrown instanceof MrtcError) return thrown
  return new MrtcError('INTERNAL', thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown })
}

/** The failure of an operation with its number; one that has its number already keeps it. */
export function meetingError(operation: Operation, thrown: unknown): MeetingError {
  if (thrown instanceof MeetingError) return thrown
  const error = canonicalError(thrown)
  return new MeetingError(webCode(operation, error), error)
}
