import { type ErrorCode, MrtcError } from '@mrtc/protocol/errors'
import { type Operation, webCode } from './codes.ts'

/** What the promise of a failed call is rejected with: the same code and text as its callback. */
export class MeetingError extends Error {
  override readonly name = 'MeetingError'
  /** The guide's number (6.3.4). */
  readonly code: number
  /** The canonical name of the failure, finer than the number. */
  readonly reason: ErrorCode

  constructor(code: number, error: MrtcError) {
    super(error.message, { cause: error })
    this.code = code
    this.reason = error.code
  }

  /** The text that the callback gets: what happened and what to do. */
  get msg(): string {
    return this.message
  }
}

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
