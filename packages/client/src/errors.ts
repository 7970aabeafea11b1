import { type ErrorCode, MrtcError } from '@mrtc/protocol'

/** Keeps an error of ours as it is and gives any other a canonical code, with itself as the cause. */
export function asMrtcError(error: unknown, code: ErrorCode): MrtcError {
  if (error instanceof MrtcError) return error
  return new MrtcError(code, undefined, { cause: error })
}

/** Whether it is an error of ours with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly ErrorCode[]): boolean {
  return error instanceof MrtcError && codes.includes(error.code)
}
