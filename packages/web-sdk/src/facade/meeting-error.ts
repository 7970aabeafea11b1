import type { ErrorCode, MrtcError } from '@mrtc/protocol/errors'

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
