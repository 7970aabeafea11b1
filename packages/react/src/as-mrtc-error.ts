import { MrtcError } from '@mrtc/web-sdk/core'

/** Keeps an error of ours as it is; any other, a fault of the application's own functions, is its cause. */
export const asMrtcError = (error: unknown): MrtcError =>
  error instanceof MrtcError ? error : new MrtcError('INTERNAL', undefined, { cause: error })
